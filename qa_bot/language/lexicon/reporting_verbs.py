"""Words by which speech is told: verbs that carry it, who can speak, and what ends a phrase."""

from __future__ import annotations

from qa_bot.language.lexicon.word_sets import word_set

STRONG = word_set(
    """
    added adds argued argues asked asks concluded concludes continued continues declared declares
    explained explains insisted insists joked jokes noted notes quipped recalled recalls remarked
    replied replies responded responds said say says stated states tell tells testified told tweeted
    writes wrote
    """
)
CLAUSAL = word_set(
    """
    accepted accepts acknowledged acknowledges admitted admits agreed agrees alleged alleges announced
    announces answered answers asserted asserts believed believes believe boasted cautioned claimed
    claims claim commented comments complained complains conceded concedes confirmed confirms contended
    contends countered denied denies disclosed discloses emphasised emphasized estimated estimates fear
    feared fears hope hoped hopes indicated lamented maintained maintains mused observed observes
    pledged pledges predicted predicts proclaimed promised promises protested ranted reckoned reckons
    reiterated repeated repeats reported reports revealed reveals shouted stressed stresses suggested
    suggests swore think thinks thought threatened vowed vows warned warns warn whispered yelled
    """
)
CLAUSE_AT_ONCE = word_set(
    """
    admitted admits alleges alleged believed believes believe claimed claims claim complained conceded
    concedes contended contends denied fear feared fears hope hoped hopes maintained maintains predicted
    predicts promised promises reckoned reckons stressed stresses suggested suggests think thinks
    thought warned warns warn
    """
)
ACTS: dict[str, str] = {
    **dict.fromkeys("accused accuses accuse".split(), "of"),
    **dict.fromkeys(
        """
        described describes describe dismissed dismisses endorsed endorses
        hailed hails branded brands labelled labeled labels
        dubbed slammed derided mocked praised praises
        """.split(),
        "as",
    ),
    **dict.fromkeys(
        """
        urged urges urge promised promises pledged pledges vowed vows threatened threatens expected expects
        advised advises warned warns begged asked asks
        """.split(),
        "to",
    ),
    **dict.fromkeys(
        """
        blamed blames blame criticised criticises criticized criticizes condemned condemns welcomed welcomes
        demanded demands demand wanted wants want listed lists denounced denounces recommended recommends
        """.split(),
        "object",
    ),
    **dict.fromkeys("called calls call".split(), "call"),
}  # fmt: skip
PARTICIPLES = word_set(
    """
    accusing adding admitting agreeing announcing arguing asking believing blaming calling claiming
    complaining conceding concluding confirming criticising declaring demanding denying describing
    explaining hoping insisting joking maintaining noting observing predicting promising recalling
    remarking repeating replying reporting revealing saying stating stressing suggesting telling urging
    vowing warning writing
    """
)
PARTICLES: dict[str, str] = {
    **dict.fromkeys(("pointed", "points", "pointing"), "out"),
    **dict.fromkeys(("went", "goes", "go", "going"), "on"),
}
FALSE_PARTICLES = word_set("up off back out away in around round over down")
QUOTED_ONLY = word_set(
    """
    chuckled cried grinned laughed muttered nodded screamed shrugged sighed smiled sobbed
    """
)
NOUNS_TOO = word_set(
    """
    answers asks blame call calls claim claims comments demand demands estimates fear fears hope hopes
    lists notes pledges promises recalls replies reports states vows want wants
    """
)
HEARING = word_set(
    "told tell tells telling asked asks asking warned warns warning urged urges promised assured"
)
INVERTING = (STRONG - word_set("asks notes states recalls say tell tells told")) | word_set(
    """
    admitted announced claimed commented complained confirmed countered insisted observed predicted
    reported revealed shouted stressed suggested warned whispered chuckled cried grinned laughed
    muttered sighed sobbed
    """
)
MENTAL = word_set("believed believes believe fear feared fears hope hoped hopes think thinks thought wanted")
BARE = word_set(
    "believe think fear hope want demand claim warn urge blame call say ask tell expect describe label"
)
PRONOUNS = word_set("he she they it")
OTHER_PRONOUNS = word_set("i we you me us him them who whom which that this there these those what")
VAGUE = word_set(
    """
    nobody no none neither few many some others other most anyone someone everyone everybody people all
    both another either anybody somebody several one
    """
)
DETERMINERS = word_set(
    "the a an this that these those his her its their our my your one two three four five another some each"
)
POSSESSIVES = word_set("his her its their")
PREPOSITIONS = word_set(
    """
    of in on at by for with from to into onto about during over under through against within without
    among across along around behind near since until upon via like per despite between amid outside
    inside toward towards following
    """
)
CLAUSE_WORDS = word_set(
    """
    after although as because before but how if once since so than that though unless until what when
    whenever where whereas whether which while who whom whose why yet and or nor
    """
)
SHADY_CLAUSES = word_set("what whatever which whom whose where why how whether if than until unless who")
TIMED_CLAUSES = word_set("when after before once as since")
BE = word_set("is are was were be been being am isn't aren't wasn't weren't")
HAVE = word_set("has have had having hasn't haven't hadn't")
MODALS = word_set("would could should might may must can cannot shall")
DO = word_set("do does did")
AUXILIARIES = BE | HAVE | MODALS | DO | word_set("will to not never")
NEGATIONS = word_set("not never hardly nor cannot")
ADVERBS = word_set(
    """
    further again all already also always both even ever first here immediately just later meanwhile now
    often once previously quickly recently repeatedly simply soon still then therefore thus today
    tonight too tomorrow yesterday however instead perhaps moreover furthermore earlier last this next
    """
)
DAYS = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december today yesterday tonight tomorrow
    """
)
TIME_NOUNS = word_set(
    "week month year night morning evening afternoon summer winter spring autumn weekend day"
)
ADJUNCT_OPENERS = DAYS | word_set(
    "on in during at to via from after before of last this when as earlier later"
)
DOCUMENTS = word_set(
    """
    letter email e-mail statement report website article blog book memo message note document study
    paper post speech interview submission petition leaflet press-release release survey
    """
)
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
)  # fmt: skip
GROUPS = word_set(
    """
    administration agency airline alliance army association authority bank board body branch brewery
    bureau business campaign charity church club college commission committee company confederation
    congress consortium corporation council court department division embassy employers establishment
    federation firm force forum foundation government group guild hospital house industry institute
    institution joint league manufacturer ministry movement museum network office operator organisation
    organization opposition panel parish parliament partnership party police practice pair duo couple
    publisher regulator retailer school section senate service society store supermarket surgery clinic
    shop team theatre trade trust union university watchdog workforce zoo hotel developers owners
    management
    """
)
PAIRS = word_set("pair duo couple two both")
THINGS_IN_ER = word_set(
    """
    number paper letter computer water power order matter weather offer river summer winter dinner
    answer border chapter corner counter cover danger dollar error factor figure fever filter folder
    hammer holder letters meter monitor motor order orders number numbers offer offers other poster
    quarter sector sensor shelter timber tower tractor transfer tremor vector disaster disorder
    """
)
ADJECTIVES_ING = word_set("managing founding") | word_set(
    "leading acting visiting working serving outgoing incoming sitting striking nursing"
)
ACRONYM_ROLES = word_set("MP MPs MSP MEP CEO QC KC PM AM MS TD")
ATTRIBUTIONS_BY_NOUN = word_set("view opinion account words telling judgment judgement eyes")
MALE_TITLES = word_set("Mr Mr. Sir Lord King Prince Duke Father Mister")
FEMALE_TITLES = word_set("Mrs Mrs. Ms Ms. Miss Lady Dame Queen Princess Duchess Baroness Mother Sister")
MALE_ROLES = word_set(
    "man spokesman chairman father son brother husband uncle grandfather boy businessman policeman king"
)
FEMALE_ROLES = word_set(
    "woman spokeswoman chairwoman mother daughter sister wife aunt grandmother girl businesswoman queen widow"
)
MALE_NAMES = word_set(
    """
    Aaron Abdul Abel Abraham Adam Adrian Ahmed Aidan Alan Albert Aldo Alec Alexander Alfie Alfred Ali
    Alistair Allan Alun Alvin Ambrose Amir Amos Andre Andrew Angus Anthony Anton Antonio Archie Arjun
    Arnold Arthur Arun Ashok Augustus Barack Basil Ben Benjamin Bernard Bill Bob Boris Boyd Bradley
    Brendan Brian Bruce Bryan Bryn Caleb Callum Cameron Carl Carlo Carlos Cecil Cedric Charles Charlie
    Chris Christopher Claude Clifford Clive Colin Connor Conrad Cornelius Craig Curtis Cuthbert Cyril
    Dafydd Damian Damien Dan Daniel Danny Darius Darren Dave David Dean Declan Denis Dennis Derek Desmond
    Dev Diego Dimitri Dmitri Dominic Donald Dougal Douglas Duncan Ed Eddie Edgar Edmund Edward Edwin Elias
    Elijah Elliot Emil Emmanuel Enrico Enzo Eric Erik Ernest Ernesto Ethan Euan Eugene Evan Ewan Fabian
    Felix Ferdinand Fergus Fernando Finlay Francisco Franco Frank Franz Fraser Fred Frederick Gabriel
    Gareth Gary Gavin Geoff Geoffrey George Georgi Gerald Gerard Giacomo Gideon Gilbert Giles Giorgio
    Giovanni Gordon Graham Greg Gregory Guillermo Gunnar Gustav Guy Gwilym Hamish Hans Harold Harry Harvey
    Hassan Hector Henri Henry Herbert Herman Horace Howard Hubert Hugh Hugo Humphrey Iain Ian Ibrahim
    Idris Ifan Igor Imran Imre Isaac Isaiah Ismail Ivan Ivor Jack Jacob Jake Jakob James Jamie Jared
    Jarvis Jason Javier Jeff Jeffrey Jeremy Jerome Jim Jock Joe Joel Johann John Johnny Jonas Jonathan
    Jorge Josef Joseph Joshua José Juan Julian Justin Kamal Kareem Karl Keir Keith Kenji Kenneth Kevin
    Kieran Kofi Kurt Kwame Lachlan Larry Lars Laurence Lee Leo Leon Leonard Leopold Leroy Lewis Liam Lloyd
    Lorenzo Louis Luca Lucas Luigi Luis Luke Magnus Malcolm Manuel Marcel Marco Marcus Mario Mark Martin
    Marvin Matt Matthew Maurice Max Maxwell Mehmet Merlin Michael Mick Miguel Mike Mikhail Milo Mohamed
    Mohammed Mohan Mordecai Moses Muhammad Murray Mustafa Nathan Nathaniel Neil Neville Nicholas Nick
    Nicolas Nigel Norbert Norman Olaf Olav Oliver Omar Oscar Otto Owen Pablo Patrick Paul Pedro Percy Pete
    Peter Phil Philip Pierre Piers Piet Quentin Rafael Raj Ralph Ramesh Ramon Randolph Rasheed Ravi Ray
    Raymond Reginald Rhys Ricardo Richard Rob Robert Roberto Robin Rodney Rodrigo Roger Rohan Roland Ron
    Ronald Rory Ross Roy Rufus Rupert Russell Ryan Sajid Sam Samuel Sanjay Saul Scott Sean Sebastian
    Sergei Sergio Seth Shaun Silas Simeon Simon Solomon Stanley Stefan Stephan Stephen Steve Steven
    Stewart Stuart Sunil Suresh Sven Tariq Tarquin Ted Terry Thaddeus Theo Theodore Thomas Tim Timothy
    Tobias Toby Tom Tomas Tommy Tony Trevor Tristan Tyrone Umar Vernon Victor Vikram Viktor Vincent
    Vincenzo Vivek Vladimir Wallace Walter Warren Wayne Werner Wes Wilbur Wilfred Willem William Winston
    Xavier Yannick Youssef Yusuf Zach Zachary
    """
)
FEMALE_NAMES = word_set(
    """
    Abigail Adele Adriana Agatha Agnes Agnieszka Aileen Aisha Alexandra Alice Alina Alison Alma Althea
    Alyssa Amanda Amber Amelia Amelie Amina Amy Ana Anastasia Andrea Angela Angelica Angelina Anita Ann
    Anna Annabel Anne Anneliese Annie Annika Antonia Anya Aretha Ariana Astrid Audrey Augusta Ava Barbara
    Beatrice Beatriz Bella Bernadette Beryl Beth Bethan Betty Bianca Birgit Bonnie Brenda Bridget Britta
    Bronwen Camilla Candice Carla Carol Carole Caroline Carolyn Cassandra Catherine Cecilia Cecily Celia
    Ceri Chantal Charlotte Cheryl Chloe Christina Christine Cicely Claire Clara Clare Clarissa Claudia
    Clementine Colette Constance Cora Cordelia Cynthia Dagmar Daisy Dalia Daniela Daphne Davina Dawn
    Deborah Deirdre Delia Delphine Denise Diana Diane Dolores Donna Dora Doris Dorothy Edith Edna Edwina
    Eileen Elaine Eleanor Elena Elisabeth Elise Eliza Elizabeth Ella Ellen Elsa Elsie Elspeth Elvira
    Emilia Emily Emma Enid Erica Erin Estelle Esther Ethel Eugenia Eugenie Eunice Eva Eve Evelyn Evie
    Farah Fatima Felicity Fenella Fiona Fleur Flora Florence Frances Freda Freya Frieda Gabriela Gabrielle
    Gemma Genevieve Georgina Geraldine Germaine Gertrude Gillian Gina Giulia Glenda Gloria Grace Greta
    Gretchen Gwen Gwyneth Hanna Hannah Harriet Hazel Heather Heidi Helen Helena Helga Henrietta Hermione
    Hettie Hilary Hilda Holly Ida Imelda Imogen Indira Inga Ingeborg Ingrid Irena Irene Irina Iris Isabel
    Isabella Isadora Isla Isobel Ivy Jacinta Jacqueline Jane Janet Janice Janine Jasmine Jean Jennifer
    Jenny Jessica Jill Joan Joanna Joanne Jodie Josephine Josie Joy Joyce Juanita Judith Judy Julia
    Juliana Julie Juliet Juliette Justine Kamala Karen Kate Katherine Kathleen Kathryn Katie Katrina Keira
    Kelly Kirsten Kirsty Lara Larissa Latifa Laura Lauren Lavinia Leah Leanne Leila Lena Leonora Leticia
    Lillian Lily Linda Lisa Liz Lizzie Lois Lola Lorna Lorraine Lottie Louise Lucia Lucille Lucy Luisa
    Lydia Lynda Lynn Lynne Mabel Madeleine Maeve Magdalena Maggie Maisie Malala Marcella Margaret Margot
    Marguerite Maria Marian Marianne Marie Marina Marion Marjorie Marlene Marta Martha Martina Mary
    Matilda Maud Maureen Mavis Meera Meg Megan Melanie Mercedes Michelle Mildred Mina Miranda Miriam Moira
    Molly Mona Monica Monique Muriel Myra Myrtle Nadia Nadine Nancy Naomi Natalia Natalie Natasha Nellie
    Nerys Nia Nicola Nicole Nicolette Nina Nora Norma Octavia Odette Olga Olivia Ottoline Paloma Pam
    Pamela Patricia Paula Pauline Peggy Penny Perpetua Petra Petronella Philippa Philomena Phoebe Pippa
    Polly Portia Priscilla Priya Rachel Ramona Raquel Rashida Rebecca Rebekah Renata Rhiannon Rhoda Rhona
    Rita Roberta Romola Rosa Rosalie Rosalind Rosamund Rosanna Rose Rosemary Roxanne Ruth Sabina Sabine
    Sadie Sally Salma Samantha Samira Sandra Sara Sarah Saskia Selina Serena Shabnam Shamima Sharon Sheena
    Sheila Shirley Shona Sian Sigrid Silvia Simone Sinead Siobhan Sonia Sophia Sophie Stella Sunita
    Sunniva Susan Susanna Suzanne Svetlana Sybil Sylvia Tabitha Tamara Tamsin Tanya Tatiana Teresa Tessa
    Thea Thelma Theresa Tilda Tilly Tina Tracy Trudy Ulrike Una Ursula Usha Valentina Valerie Vanessa
    Vanya Vera Verona Veronica Victoria Violet Virginia Vivien Wanda Wendy Wilhelmina Winifred Xanthe
    Yasmin Yolanda Yvette Yvonne Zadie Zainab Zara Zelda Zena Zoe Zuzana
    """
)
