"""More questions as in `decompose_cases.py`, over opinions, parts of a whole, countries and countries over time."""

from __future__ import annotations

from decompose_cases import table_of

from qa_gen.decompose.seeds import RawTable

STACK = table_of("""
 Entity | Strongly agree | Agree | Disagree | Don't know
 Men | 20 | 45 | 30 | 5
 Women | 28 | 40 | 27 | 5
 18-29 | 12 | 44 | 38 | 6
 30-49 | 25 | 41 | 30 | 4
 50 and older | 33 | 37 | 22 | 8
""")
PIE = table_of("""
 Entity | Value
 Very satisfied | 14
 Somewhat satisfied | 37
 Somewhat dissatisfied | 29
 Very dissatisfied | 17
 No opinion | 3
""")
OW = table_of("""
 Country | Share of households with piped water, 1999
 Freedonia | 91.2
 Sylvania | 74.53
 Grand Fenwick | 60.1
 San Marcos | 60.1
 Upper Volturnia | 12.05
 Low income | 8
""")
OWL = table_of("""
 Entity | 1990 | 1995 | 2000 | 2005
 Freedonia | 1200 | 1350.5 | 1500 | 2100
 Sylvania | 900 | 1400 | 1700 | 1650
 World | 1000 | 1100 | 1250 | 1400
""")
CASES: dict[str, tuple[RawTable, list[tuple[str, str | None]]]] = {
    "stack": (STACK, [
        ("What percentage of women agree?", "40"),
        ("What is the value of men who strongly agree?", "20"),
        ("What percent of those aged 18-29 disagree?", "38"),
        ("Which age group has the highest percentage of strongly agree?", "50 and older"),
        ("What's the total percentage of men who strongly agree or agree?", "65"),
        ("What is the difference between men and women who disagree?", "3"),
        ("Is the percentage of women who agree higher than that of men?", "No"),
        ("What's the sum of don't know for men and women?", "10"),
        ("How many people aged 50 and older don't know?", "8"),
        ("What is the average of agree for men and women?", "42.5"),
        ("In which category is the value 38?", "18-29"),
        ("What is the ratio of agree and disagree in the 30-49 group?", "1.3667"),
        ("How many groups are there?", "5"),
        ("How many categories have disagree values above 28?", "3"),
        ("Which group has the lowest value for disagree?", "50 and older"),
        ("Among women, which opinion has the highest percentage?", "Agree"),
        ("What is the smallest value in the men category?", "5"),
        ("What's the highest percentage of disagree?", "38"),
        ("What is the median of the agree values?", "41"),
        ("Is the sum of agree and strongly agree among women more than 70?", "No"),
        ("What's the percentage of people 50 and older who strongly agree?", "33"),
        ("What's the difference between the highest and lowest strongly agree bar?", "21"),
        ("What is the sum of all the values for women?", "100"),
        ("What does the light blue bar represent?", None),
        ("Is the light blue bar for men larger than the dark blue bar for women?", None),
        ("What is the average of the dark blue bars?", None),
        ("What color represents strongly agree?", None),
        ("How many bars of disagree are below 28?", "2"),
        ("What is the ratio between men and women in the strongly agree bar?", "0.714"),
        ("Find the sum of the largest and smallest agree value", "82"),
    ]),
    "pie": (PIE, [
        ("What is the percentage of no opinion?", "3"),
        ("Which segment is the largest?", "Somewhat satisfied"),
        ("What percentage of people are very satisfied?", "14"),
        ("What's the sum of very satisfied and somewhat satisfied?", "51"),
        ("Is the sum of very satisfied and somewhat satisfied more than 50%?", "Yes"),
        ("What's the ratio of the largest and smallest segments?", "12.333"),
        ("How many segments are there in the pie?", "5"),
        ("What's the value of the second smallest segment?", "14"),
        ("How many segments are above 15%?", "3"),
        ("What is the most popular opinion in the chart?", "Somewhat satisfied"),
        ("What's the least popular opinion?", "No opinion"),
        ("What's the difference between somewhat satisfied and somewhat dissatisfied?", "8"),
        ("Is very dissatisfied larger than very satisfied?", "Yes"),
        ("What's the total of the two largest segments?", "66"),
        ("What is the difference between the largest segment and the sum of the two smallest segments?", "20"),
        ("What does the smallest segment represent?", "No opinion"),
        ("What's the color of the smallest segment?", None),
        ("Is the average of the three smallest segments greater than 10?", "Yes"),
        ("How much more is very dissatisfied than no opinion?", "14"),
        ("What percentage did not have an opinion?", "3"),
        ("What is the median of the data?", "17"),
        ("What percentage is represented by the gray segment?", None),
    ]),
    "ow": (OW, [
        ("Which country has the smallest share of households with piped water?", "Low income"),
        ("What is the share of households with piped water in Sylvania?", "74.53"),
        ("What is the value of Grand Fenwick in 1999?", "60.1"),
        ("How many countries have a share above 50?", "4"),
        ("What is the difference in value between Freedonia and Sylvania?", "16.67"),
        ("What is the sum of Freedonia and Upper Volturnia?", "103.25"),
        ("Is the value of Freedonia more than the sum of Sylvania and Low income?", "Yes"),
        ("Does the Sylvania have higher value than San Marcos?", "Yes"),
        ("What's the average of the bottom two countries?", "10.025"),
        ("Find the difference of the highest and the second highest bar", "16.67"),
        ("Which country is represented by the first bar?", "Freedonia"),
        ("Which country is represented by the last bar?", "Low income"),
        ("What's the value of the top bar?", "91.2"),
        ("How many countries are represented in the graph?", "6"),
        ("What is the total of all bars in the graph?", "305.98"),
        ("What is the value of the longest bar?", "91.2"),
        ("Is the share of households in Freedonia greater than 90?", "Yes"),
        ("How many bars have the value greater than 60?", "4"),
        ("Which is the second highest country?", "Sylvania"),
        ("What's the ratio of Freedonia to Low income?", "11.4"),
        ("How many times is Freedonia greater than Low income?", "11.4"),
        ("What's the average of all countries?", "50.997"),
        ("Is the average of the two largest bars greater than 80?", "Yes"),
        ("What is the value of the blue bar?", None),
        ("Is Grand Fenwick equal to San Marcos?", "Yes"),
        ("Do Grand Fenwick and San Marcos have the same value?", "Yes"),
        ("What is the difference between the maximum and minimum value?", "83.2"),
        ("Multiply the smallest bar by the largest bar", "729.6"),
    ]),
    "owl": (OWL, [
        ("What was the value for Freedonia in 1995?", "1350.5"),
        ("In which year did Sylvania peak?", "2000"),
        ("When was the value of World the lowest?", "1990"),
        ("Which country had the highest value in 2005?", "Freedonia"),
        ("What is the difference between Freedonia and Sylvania in 2005?", "450"),
        ("Between which years did Freedonia increase the most?", "2005"),
        ("How many lines are there in the graph?", "3"),
        ("How many entities are shown in the chart?", "3"),
        ("What is the highest value of the Sylvania line?", "1700"),
        ("In 1990, which country has the lowest value?", "Sylvania"),
        ("Did World increase over the years?", "Yes"),
        ("What is the sum of Freedonia in 1990 and 2005?", "3300"),
        ("What's the average value of Sylvania over the years?", "1412.5"),
        ("How much did World grow between 1990 and 2005?", "400"),
        ("In what year does the difference between Freedonia and Sylvania reach its maximum?", "2005"),
        ("Which line has the highest value?", "Freedonia"),
        ("Which country is represented by the green line?", None),
        ("What is the value of the World in the year 2000?", "1250"),
        ("Is the value of Sylvania in 2000 more than Freedonia in 2000?", "Yes"),
        ("In how many years was Sylvania above 1500?", "2"),
        ("What is the lowest point of Freedonia?", "1200"),
        ("What's the ratio of World in 2005 to World in 1990?", "1.4"),
    ]),
}  # fmt: skip
