"""Names of people, their titles, posts and groups."""

from __future__ import annotations

from qa_bot.language.lexicon import word_set

# Given names of men, of women and of both, for whom the gender is empty.
GENDER_OF_NAME: dict[str, str] = {
    **dict.fromkeys(
        """
        Aaron Abdul Abel Abraham Adam Adrian Ahmed Aidan Alan Albert Aldo Alec Alexander Alfie Alfred Ali
        Alistair Allan Alun Alvin Ambrose Amir Amos Andre Andrew Angus Anthony Anton Antonio Archie Arjun
        Arnold Arthur Arun Ashok Augustus Barack Basil Ben Benjamin Bernard Bill Bob Boris Boyd Bradley
        Brendan Brian Bruce Bryan Bryn Caleb Callum Cameron Carl Carlo Carlos Cecil Cedric Charles Charlie
        Christian Christopher Claude Clifford Clive Colin Connor Conrad Cornelius Craig Curtis Cuthbert
        Cyril Dafydd Damian Damien Dan Daniel Danny Darius Darren Dave David Dean Declan Denis Dennis Derek
        Desmond Dev Diego Dimitri Dmitri Dominic Donald Dougal Douglas Duncan Ed Eddie Edgar Edmund Edward
        Edwin Elias Elijah Elliot Emil Emmanuel Enrico Enzo Eric Erik Ernest Ernesto Ethan Euan Eugene Evan
        Ewan Fabian Felix Ferdinand Fergus Fernando Finlay Francisco Franco Frank Franz Fraser Fred
        Frederick Gabriel Gareth Gary Gavin Geoff Geoffrey George Georgi Gerald Gerard Giacomo Gideon
        Gilbert Giles Giorgio Giovanni Gordon Graham Greg Gregory Guillermo Gunnar Gustav Guy Gwilym Hamish
        Hans Harold Harry Harvey Hassan Hector Henri Henry Herbert Herman Horace Howard Hubert Hugh Hugo
        Humphrey Iain Ian Ibrahim Idris Ifan Igor Imran Imre Isaac Isaiah Ismail Ivan Ivor Jack Jacob Jake
        Jakob James Jamie Jared Jarvis Jason Javier Jeff Jeffrey Jeremy Jerome Jim Jock Joe Joel Johann John
        Johnny Jonas Jonathan Jorge Josef Joseph Joshua José Juan Julian Justin Kamal Kareem Karl Keir Keith
        Kenji Kenneth Kevin Kieran Kofi Kurt Kwame Lachlan Larry Lars Laurence Lawrence Lee Leo Leon Leonard
        Leopold Leroy Lewis Liam Lloyd Lorenzo Louis Luca Lucas Luigi Luis Luke Magnus Malcolm Manuel Marcel
        Marco Marcus Mario Mark Martin Marvin Matt Matthew Maurice Max Maxwell Mehmet Merlin Michael Mick
        Miguel Mike Mikhail Milo Mohamed Mohammed Mohan Mordecai Moses Muhammad Murray Mustafa Nathan
        Nathaniel Neil Neville Nicholas Nick Nicolas Nigel Nikola Norbert Norman Olaf Olav Oliver Omar Oscar
        Otto Owen Pablo Patrick Paul Pedro Percy Pete Peter Phil Philip Pierre Piers Piet Quentin Rafael Raj
        Ralph Ramesh Ramon Randolph Rasheed Ravi Ray Raymond Reginald Rhys Ricardo Richard Rob Robert
        Roberto Rodney Rodrigo Roger Rohan Roland Ron Ronald Rory Ross Roy Rufus Rupert Russell Ryan Sajid
        Samuel Sanjay Saul Scott Sean Sebastian Sergei Sergio Seth Shaun Silas Simeon Simon Solomon Stanley
        Stefan Stephan Stephen Steve Steven Stewart Stuart Sunil Suresh Sven Tariq Tarquin Ted Terry
        Thaddeus Theo Theodore Thomas Tim Timothy Tobias Toby Tom Tomas Tommy Tony Trevor Tristan Tyrone
        Umar Vernon Victor Vikram Viktor Vincent Vincenzo Vivek Vladimir Wallace Walter Warren Wayne Werner
        Wes Wilbur Wilfred Willem William Winston Xavier Yannick Youssef Yusuf Zach Zachary
        """.split(),
        "male",
    ),
    **dict.fromkeys(
        """
        Abigail Adele Adriana Agatha Agnes Agnieszka Aileen Aisha Alexandra Alice Alina Alison Alma Althea
        Alyssa Amanda Amber Amelia Amelie Amina Amy Ana Anastasia Andrea Angela Angelica Angelina Anita Ann
        Anna Annabel Anne Anneliese Annie Annika Antonia Anya Aretha Ariana Astrid Audrey Augusta Ava
        Barbara Beatrice Beatriz Bella Bernadette Beryl Beth Bethan Betty Bianca Birgit Bonnie Brenda
        Bridget Britta Bronwen Camilla Candice Carla Carol Carole Caroline Carolyn Cassandra Catherine
        Cecilia Cecily Celia Ceri Chantal Charlotte Cheryl Chloe Christina Christine Cicely Claire Clara
        Clare Clarissa Claudia Clementine Colette Constance Cora Cordelia Cynthia Dagmar Daisy Dalia Daniela
        Daphne Davina Dawn Deborah Deirdre Delia Delphine Denise Diana Diane Dolores Donna Dora Doris
        Dorothy Edith Edna Edwina Eileen Elaine Eleanor Elena Elisabeth Elise Eliza Elizabeth Ella Ellen
        Elsa Elsie Elspeth Elvira Emilia Emily Emma Enid Erica Erin Estelle Esther Ethel Eugenia Eugenie
        Eunice Eva Eve Evelyn Evie Farah Fatima Felicity Fenella Fiona Fleur Flora Florence Frances Freda
        Freya Frieda Gabriela Gabrielle Gemma Genevieve Georgina Geraldine Germaine Gertrude Gillian Gina
        Giulia Glenda Gloria Grace Greta Gretchen Gwen Gwyneth Hanna Hannah Harriet Hazel Heather Heidi
        Helen Helena Helga Henrietta Hermione Hettie Hilary Hilda Holly Ida Imelda Imogen Indira Inga
        Ingeborg Ingrid Irena Irene Irina Iris Isabel Isabella Isadora Isla Isobel Ivy Jacinta Jacqueline
        Jane Janet Janice Janine Jasmine Jennifer Jenny Jessica Jill Joan Joanna Joanne Jodie Josephine
        Josie Joy Joyce Juanita Judith Judy Julia Juliana Julie Juliet Juliette Justine Kamala Karen Kate
        Katherine Kathleen Kathryn Katie Katrina Keira Kirsten Kirsty Lara Larissa Latifa Laura Lauren
        Lavinia Leah Leanne Leila Lena Leonora Leticia Lillian Lily Linda Lisa Liz Lizzie Lois Lola Lorna
        Lorraine Lottie Louise Lucia Lucille Lucy Luisa Lydia Lynda Lynn Lynne Mabel Madeleine Maeve
        Magdalena Maggie Maisie Malala Marcella Margaret Margot Marguerite Maria Marian Marianne Marie
        Marina Marion Marjorie Marlene Marta Martha Martina Mary Matilda Maud Maureen Mavis Meera Meg Megan
        Melanie Mercedes Michelle Mildred Mina Miranda Miriam Moira Molly Mona Monica Monique Muriel Myra
        Myrtle Nadia Nadine Nancy Naomi Natalia Natalie Natasha Nellie Nerys Nia Nicola Nicole Nicolette
        Nina Nora Norma Octavia Odette Olga Olivia Ottoline Paloma Pam Pamela Patricia Paula Pauline Peggy
        Penny Perpetua Petra Petronella Philippa Philomena Phoebe Pippa Polly Portia Priscilla Priya Rachel
        Ramona Raquel Rashida Rebecca Rebekah Renata Rhiannon Rhoda Rhona Rita Roberta Romola Rosa Rosalie
        Rosalind Rosamund Rosanna Rose Rosemary Roxanne Ruth Sabina Sabine Sadie Sally Salma Samantha Samira
        Sandra Sara Sarah Saskia Selina Serena Shabnam Shamima Sharon Sheena Sheila Shirley Shona Sian
        Sigrid Silvia Simone Sinead Siobhan Sonia Sophia Sophie Stella Sunita Sunniva Susan Susanna Suzanne
        Svetlana Sybil Sylvia Tabitha Tamara Tamsin Tanya Tatiana Teresa Tessa Thea Thelma Theresa Tilda
        Tilly Tina Tracy Trudy Ulrike Una Ursula Usha Valentina Valerie Vanessa Vanya Vera Verona Veronica
        Victoria Violet Virginia Vivien Wanda Wendy Wilhelmina Winifred Xanthe Yasmin Yolanda Yvette Yvonne
        Zadie Zainab Zara Zelda Zena Zoe Zuzana
        """.split(),
        "female",
    ),
    **dict.fromkeys("Chris Francis Jean Jordan Kelly Kim Robin Sam".split(), ""),
}
# Small words inside the names of people.
NAME_PARTICLES = word_set("al bin da de del den der di du ibn la le van von y el dos")
# Small words inside the names of organisations and works.
NAME_JOINTS = word_set("of the and for in on 's ’s & at")
# Titles written with a full stop.
SHORT_TITLES = word_set(
    """
    Mr Mrs Ms Mx Dr St Prof Rev Hon Capt Col Gen Lt Maj Sgt Cpl Pte Insp Supt Cllr Sen Rep Gov
    Abp Adm Ald Amb Asst Atty Bp Br Cdr Cmdr Cong Const Dep Det Flt Fr Ven
    """
)
# Titles of men and of women.
GENDER_OF_TITLE: dict[str, str] = dict.fromkeys(
    """
    Mr Mister Sir Lord King Prince Duke Father Baron Brother Cardinal Count Earl Emperor Khan Pope
    Sheikh Sultan Tsar
    """.split(),
    "male",
) | dict.fromkeys(
    """
    Mrs Ms Miss Lady Dame Queen Princess Duchess Baroness Mother Sister Countess Empress
    """.split(),
    "female",
)
TITLES = SHORT_TITLES.union(GENDER_OF_TITLE) | word_set(
    """
    Admiral Archbishop Bishop Captain Chancellor Chairman Colonel Commander Doctor General Governor
    Judge Justice Lieutenant Major Marshal Mayor Minister President Professor Rabbi Reverend Saint
    Senator Sergeant
    """
)
# What people are by what they do.
ROLES = word_set(
    """
    adviser analyst ambassador attorney author baker barrister bishop boss builder buyer campaigner
    candidate captain carer chair chairman chairperson chairwoman chancellor chief coach colleague
    commander commissioner commentator consultant coordinator co-chair councillor counsel critic
    customer dean delegate deputy designer detective developer diplomat director doctor driver economist
    editor educator employee employer engineer envoy executive expert father farmer fan firefighter
    founder governor gp guide head headteacher historian host inspector investor judge journalist lawyer
    leader lecturer lord manager man mayor member minister mother mp musician negotiator neighbour nurse
    officer official opponent organiser owner paramedic parent partner passenger patient planner player
    politician premier president priest principal producer professor prosecutor protester pupil
    receptionist reporter representative researcher resident scientist secretary senator shopkeeper
    singer smith solicitor source speaker spokesman spokesperson spokeswoman striker student supporter
    supervisor surgeon survivor teacher teenager tenant trader trainer treasurer trustee tutor vet vicar
    villager visitor volunteer voter warden widow winner witness woman worker writer bailiff surveyor
    conservationist activist ecologist goalkeeper midfielder defender agent referee forester ranger
    keeper
    """
)
ACRONYM_ROLES = word_set("MP MPs MSP MEP CEO QC KC PM AM MS TD")
# What men and women are.
GENDER_OF_ROLE: dict[str, str] = dict.fromkeys(
    """
    man spokesman chairman father son brother husband uncle grandfather boy businessman policeman king
    nephew
    """.split(),
    "male",
) | dict.fromkeys(
    """
    woman spokeswoman chairwoman mother daughter sister wife aunt grandmother girl businesswoman queen
    widow niece
    """.split(),
    "female",
)
# Words that make of a post another one.
OTHER_POST = word_set("former then ex deputy vice shadow assistant")
# Things that end as the names of people do.
THINGS_IN_ER = word_set(
    """
    access answer border chapter computer corner counter cover danger dinner disaster disorder dollar
    error factor fever fiber figure filter folder hammer holder labor layer letter letters matter meter
    monitor motor number numbers offer offers order orders other paper poster power quarter river sector
    sensor shelter summer timber tower tractor transfer tremor vector water weather winter
    """
)
# Groups of people, in the plural.
PEOPLE = word_set(
    """
    actors adults ambulance armies artists babies boys bosses builders cleaners clients clerks coaches
    commuters companies consultants consumers councils countries customers dentists doctors drivers
    employees employers engineers families fans farmers firefighters firms fishermen girls governments
    gps graduates guards hospitals hunters immigrants inspectors investors journalists judges jurors
    landlords lawyers lecturers lodgers managers men midwives migrants miners ministers ministries
    musicians nurses officers owners paramedics parents passengers patients pensioners pharmacists
    pilots players police politicians porters postmen prisoners professors programmers protesters pupils
    radiographers readers refugees rangers residents retailers sailors schools scientists secretaries
    servants shareholders singers skiers smokers soldiers staff students suppliers surgeons surveyors
    taxpayers teachers teenagers tenants therapists tourists trainees troops unions universities
    veterans victims viewers volunteers voters waiters women workers writers
    """
)
