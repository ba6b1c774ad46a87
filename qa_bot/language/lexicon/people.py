"""Groups of people and bodies."""

from __future__ import annotations

GROUPS = frozenset(
    """
    actors adults ambulance armies artists babies boys bosses builders cleaners clients clerks
    coaches commuters companies consultants consumers councils countries customers dentists doctors
    drivers employees employers engineers families fans farmers firefighters firms fishermen girls
    governments gps graduates guards hospitals hunters immigrants inspectors investors journalists
    judges jurors landlords lawyers lecturers lodgers managers men midwives migrants miners
    ministers ministries musicians nurses officers owners paramedics parents passengers patients
    pensioners pharmacists pilots players police politicians porters postmen prisoners professors
    programmers protesters pupils radiographers readers refugees rangers residents retailers sailors
    schools scientists secretaries servants shareholders singers skiers smokers soldiers staff
    students suppliers surgeons surveyors taxpayers teachers teenagers tenants therapists tourists
    trainees troops unions universities veterans victims viewers volunteers voters waiters women
    workers writers
    """.split()
)
