#include "telling.h"

#include "base/str.h"

static const struct fact facts[] = {
    {"who we are",
     {"Diagnostic Radiology Residency", "Department of Diagnostic Radiology & Nuclear Medicine",
      "RUSH University Medical Center", "Chicago"}},
    {"competence and compassion", {"World-class learning", "competence", "compassionate patient care"}},
    {"the spirit of the place", {"warm, friendly", "residents", "personal best"}},
    {"the boards", {"well prepared", "CORE", "certifying board examinations"}},
    {"careers",
     {"Many of our residents", "prestigious academic appointments", "successful private practices",
      "throughout the country", "or both"}},
    {"caseload", {"busy tertiary facility", "more than 368,000 radiology examinations a year"}},
    {"an active role", {"active part", "interpreting images", "performing radiologic procedures"}},
    {"hands-on experience",
     {"Hands-on experience", "Angiographic and interventional procedures", "Ultrasound scanning",
      "MRI operation"}},
    {"the Boler Centers",
     {"RUSH's Boler Centers for Advanced Imaging",
      "one of the most advanced radiology departments in the country"}},
    {"three platforms", {"Boler Centers", "one of only three interventional platforms in the U.S."}},
    {"rotations", {"diverse", "busy outpatient facility", "local community-based hospital"}},
    {"children's radiology",
     {"Second-year residents", "three months", "Ann & Robert H. Lurie Children's Hospital of Chicago",
      "one of the country's top-rated pediatric hospitals"}},
    {"rank by Vizient", {"#2 in quality care by Vizient"}},
    {"overall rank by U.S. News", {"U.S. News & World Report", "honor roll", "#17 overall hospital"}},
    {"ranks in Illinois",
     {"U.S. News & World Report", "#1 in Illinois for Orthopedics", "#1 in Illinois for Nephrology",
      "#1 in Illinois for Neurology and Neurosurgery"}},
    {"rank by Newsweek", {"Rated among Newsweek's best 20 hospitals in the U.S."}},
    {"one-on-one teaching",
     {"Attending radiologists supervise", "one-on-one teaching sessions", "frequent", "all four years"}},
    {"guests",
     {"educational program", "prominent guest lecturers", "outstanding scholars of other institutions",
      "experts of RUSH's clinical departments"}},
    {"teaching files and library",
     {"full access", "GE PACS", "StatDX", "Amirsys teaching files", "Up-to-Date", "IMAIOS",
      "Teaching files and library"}},
    {"research is free", {"not mandatory", "encouraged", "the department's research activities"}},
    {"research programs",
     {"RUSH", "applied clinical science research program",
      "a number of industry partnership research projects"}},
    {"research areas",
     {"Active areas", "Machine learning applications in radiology",
      "Device trials in interventional radiology", "Radiomics for x-ray and CT imaging", "partnership",
      "ChicagoITM partners"}},
    {"the other residency", {"Integrated Interventional Radiology Residency"}},
    {"contact",
     {"Lakesha Hudson", "Residency Program Coordinator", "lakesha_s_hudson@rush.edu", "(312) 942-5509"}},
    {"address",
     {"Department of Diagnostic Radiology & Nuclear Medicine", "RUSH University Medical Center",
      "1653 W. Congress Parkway", "Chicago, Illinois 60612-3864"}},
};

static const struct ranker rankers[] = {
    {"onor roll", "U.S. News & World Report"},
    {"est 20", "Newsweek"},
};

static const char *const unsaid[] = {"former ", "Former ", "alumni", "Alumni", "graduates", NULL};

const struct telling telling_en = {"en", facts, COUNT_OF(facts), rankers, COUNT_OF(rankers), unsaid};
