"""Score anything that answers questions: `ask(question) -> Reply` is all that is needed.

    dataset             what a question set holds, as values
    jsonl, squad        the forms of question set that are read
    question_sets       files -> question sets: `load_questions`; one row of FORMATS a form
    metrics             one question: is the sentence right, exact match, F1
    figures             many questions: one row of FIGURES a figure; intervals, curves
    triage              which stage a failure belongs to
    evaluate            asks every question and judges it: `evaluate`
    outcomes            what a reply does to its reader: one row of OUTCOMES an outcome; the verdict in words
    comparison          two runs, question by question: `compare`
    summary             verdict, figures and failures as plain text
    provenance          when, with which version and of which articles a run was made
    report              verdict and failures as one page: `write_report`
    report_figures      the figures and curves further down on it
    drawing             HTML and SVG in which nothing is left unescaped

Imported lazily, room by room, so that the pytest plugin costs a project nothing until it is switched on.
"""
