"""The table of operations: signature and meaning of each by category, as text that `operations` reads.

A line is `name  inputs and parameters -> output | meaning`; a line without an arrow goes on with the meaning above it.
The rules that hold for all meanings stand in `operations`.
"""

from __future__ import annotations

from proofpress_core.program import Category

TABLE: dict[Category, str] = {
    "perception": """
        chart            content -> Chart                       | the chart with that id
        grid             content -> Grid                        | the table with that id
        formula          content -> Formula                     | the formula with that id
        document         content -> Document                    | the document with that id
        scene_text       content -> SceneText                   | the scene text with that id
        math             content -> Math                        | the math problem with that id
        number           number -> Number                       | that number
        rows             Chart -> Rows                          | all relation rows
        table_rows       Grid -> Rows                           | body rows of a flat table (below its header rows,
            no spans in the body, no row with a total cell); columns are named by their header path, the texts of
            the header cells above from top to bottom joined by " / " with repeats of one spanning cell left out; a
            column is numeric when every body cell in it that has a text has a value
        label            Chart, name -> Text                    | the text of the label with that ref
        chart_type       Chart -> Text                          | what a chart of its type is called in its
            language, the first of the names in `chart_names`; undefined for a type that has no name there
        colours          Chart -> Texts                         | colours in the relation `style`
        has_label        Chart, name -> Bool                    | whether there is a label with that ref
        colour_of        Chart, text -> Text                    | colour in the relation `style` of the row whose
            first column is that text
        named_by_colour  Chart, text -> Text                    | first column in `style` of the row with that colour
    """,
    "lookup": """
        only             Rows -> Row                            | the row, when there is exactly one
        number_at        Row, column -> Number                  | its number in that column
        text_at          Row, column -> Text                    | its text in that column
        numbers          Rows, column -> Numbers                | the numbers of that column in order
        texts            Rows, column -> Texts                  | the texts of that column in order
        cell_number      Grid, text, text -> Number             | value of the cell where the one body row and the
            one column with these names meet; a row is named by the text in its last header column (its first
            column where the table has no header columns), a column by its header path
        cell_text        Grid, text, text -> Text               | text of that cell
        nth              Rows, index -> Row                     | the row at that place
        nth_last         Rows, index -> Row                     | the row at that place counted from the end
    """,
    "filter": """
        where_text       Rows, column, text -> Rows             | rows whose text in that column is that text
        where_not        Rows, column, text -> Rows             | rows whose text in that column is another
        where_like       Rows, Row, column -> Rows              | rows whose text in that column is the row's text
        where_above      Rows, column, number -> Rows           | rows whose number is greater
        where_below      Rows, column, number -> Rows           | rows whose number is smaller
        where_between    Rows, column, number, number -> Rows   | rows whose number is at least the first and at
            most the second
        where_over       Rows, Number, column -> Rows           | rows whose number is greater than the computed one
        where_under      Rows, Number, column -> Rows           | rows whose number is smaller than the computed one
        where_higher     Rows, Rows, column -> Rows             | rows of the first whose number is greater than that
            of the second's row at the same place (places where either is missing are left out); undefined for
            different lengths
        top              Rows, column, index -> Rows            | the k rows with the greatest numbers in table
            order; undefined on a tie at the border
        bottom           Rows, column, index -> Rows            | the k rows with the smallest numbers in table
            order; undefined on a tie at the border
        from_to          Rows, column, text, text -> Rows       | rows from the one with the first text to the one
            with the second, both included; undefined if either text is not unique or they stand the other way round
        strictly_between Rows, column, text, text -> Rows       | the same without both ends
    """,
    "count": """
        count            Rows -> Number                         | number of rows
        count_texts      Texts -> Number                        | number of texts
        distinct         Texts -> Number                        | number of different texts
        count_numbers    Numbers -> Number                      | number of numbers
    """,
    "extremum": """
        highest          Rows, column -> Row                    | the row with the greatest number; undefined on a tie
        lowest           Rows, column -> Row                    | the row with the smallest number; undefined on a tie
        nearest          Rows, column, number -> Row            | the row whose number is nearest to that constant;
            undefined on a tie
        nearest_to       Rows, Row, column -> Row               | of the rows but that row the one whose number is
            nearest to that row's; undefined on a tie or if that row has no number
        nearest_point    Rows, column, column, number, number -> Row | the row whose numbers in the two columns are
            each nearer to the two constants than those of every other row; undefined if there is none
        ranked           Rows, column, index -> Row             | the row with the k-th greatest number; undefined
            if another row has the same number
        rank             Rows, Row, column -> Number            | 1 plus how many rows have a greater number than
            that row; undefined if it is not among the rows or another row has the same number
        maximum          Numbers -> Number                      | the greatest
        minimum          Numbers -> Number                      | the smallest
        higher           Row, Row, column -> Row                | the one with the greater number; undefined on a tie
            or if either is missing
        lower            Row, Row, column -> Row                | the one with the smaller number; undefined on a tie
            or if either is missing
    """,
    "aggregate": """
        sum              Numbers -> Number                      | their sum; undefined for none
        mean             Numbers -> Number                      | their arithmetic mean; undefined for none
        median           Numbers -> Number                      | the middle one, or the mean of the middle two;
            undefined for none
        spread           Numbers -> Number                      | greatest minus smallest; undefined for none
        share            Row, Rows, column -> Number            | the row's number in percent of the sum over the
            rows; undefined unless the sum is positive
        weighted_mean    Rows, column, column -> Number         | mean of the first column weighted by the second;
            undefined unless the weights' sum is positive
    """,
    "calculation": """
        difference       Number, Number -> Number               | first minus second
        gap              Number, Number -> Number               | absolute difference
        add              Number, Number -> Number               | their sum
        multiply         Number, Number -> Number               | their product
        ratio            Number, Number -> Number               | first divided by second; undefined for 0
        percent_change   Number, Number -> Number               | change from the first to the second in percent of
            the first; undefined unless the first is positive
        percent_of       Number, Number -> Number               | first in percent of second; undefined unless the
            second is positive
        scaled           Number, number -> Number               | multiplied by that constant
    """,
    "compare": """
        greater          Number, Number -> Bool                 | whether the first is greater
        less             Number, Number -> Bool                 | whether the first is smaller
        above            Number, number -> Bool                 | whether it is greater than that constant
        below            Number, number -> Bool                 | whether it is smaller than that constant
        same_number      Number, Number -> Bool                 | whether they are equal
        same_text        Text, Text -> Bool                     | whether they are equal
        reads            Text, text -> Bool                     | whether it is that text
    """,
    "trend": """
        increasing       Rows, column -> Bool                   | whether each number is greater than the one
            before; undefined for fewer than 3
        decreasing       Rows, column -> Bool                   | whether each number is smaller than the one
            before; undefined for fewer than 3
        largest_rise     Rows, column -> Row                    | the row whose number exceeds the one before it by
            most; undefined on a tie or if no number rises
        largest_drop     Rows, column -> Row                    | the row whose number falls below the one before it
            by most; undefined on a tie or if none falls
        rises            Rows, column -> Number                 | how many numbers are greater than the one before
        changes          Rows, column -> Numbers                | each number minus the one before
        turning_points   Rows, column -> Number                 | how many inner numbers are greater than both
            neighbours or smaller than both
        widest_gap       Rows, Rows, column -> Row              | the row of the first at the place where its number
            and the second's at the same place differ most (places where either is missing are left out); undefined
            on a tie or for different lengths
        narrowest_gap    Rows, Rows, column -> Row              | the row of the first at the place where its number
            and the second's at the same place differ least (places where either is missing are left out); undefined
            on a tie or for different lengths
        crossing         Rows, Rows, column -> Row              | the row of the first at the first place where the
            sign of first minus second differs from the place before (places where either is missing are left out);
            undefined if there is none, if a difference is 0 or for different lengths
    """,
    "extrapolation": """
        extend           Rows, column -> Number                 | last number plus the mean change per row (last
            minus first, divided by rows minus 1); undefined for fewer than 3
        halfway          Number, Number -> Number               | their mean
    """,
    "hypothetical": """
        grown            Rows, column, number -> Rows           | the rows with that column multiplied by 1 plus the
            number in percent (a missing value stays missing)
        grown_where      Rows, column, text, column, number -> Rows | the rows, where the first column is that text
            the second column is multiplied by 1 plus the number in percent (a missing value stays missing)
        without_highest  Rows, column -> Rows                   | the rows without the one with the greatest number
            (a row that misses it stays); undefined on a tie
        without_lowest   Rows, column -> Rows                   | the rows without the one with the smallest number
            (a row that misses it stays); undefined on a tie
    """,
    "set": """
        common           Texts, Texts -> Texts                  | texts of the first that are in the second, each once
        only_first       Texts, Texts -> Texts                  | texts of the first that are not in the second,
            each once
        united           Texts, Texts -> Texts                  | texts of the first, then those of the second that
            are new, each once
    """,
    "logic": """
        both             Bool, Bool -> Bool                     | whether both hold
        either           Bool, Bool -> Bool                     | whether at least one holds
        negate           Bool -> Bool                           | whether it does not hold
        all_above        Rows, column, number -> Bool           | whether every number is greater; undefined for no
            rows
        any_above        Rows, column, number -> Bool           | whether some number is greater; undefined for no
            rows
        exactly          Rows, index -> Bool                    | whether there are exactly so many rows
        has_text         Texts, text -> Bool                    | whether that text is among them
    """,
    "spatial": """
        next_after       Rows, column, text -> Row              | the row after the one with that text; undefined if
            it is not unique or last
        next_before      Rows, column, text -> Row              | the row before the one with that text; undefined
            if it is not unique or first
    """,
    "document": """
        field_number     Document, text -> Number               | value of the one field with that key
        field_text       Document, text -> Text                 | text of the one field with that key
        fields           Document -> Texts                      | keys of its fields in reading order
        node_count       Document, name -> Number               | number of nodes with that role
        headings         Document, index -> Texts               | texts of the headings of that level in order
        heading_after    Document, text -> Text                 | the next heading of any level after the one
            heading with that text
        heading_level    Document, text -> Number               | level of the one heading with that text
        heading_parent   Document, text -> Text                 | the nearest earlier heading of a smaller level
        heading_page     Document, text -> Number               | page, from 1, of the one heading with that text
        page_count       Document -> Number                     | number of pages
    """,
    "structure": """
        row_count        Grid -> Number                         | rows below the header rows
        column_count     Grid -> Number                         | columns
        header_span      Grid, text -> Number                   | columns that the one column header cell with that
            text covers
        header_above     Grid, text -> Text                     | text of the header cell in the row above that
            covers the one column header cell with that text
        empty_cells      Grid -> Number                         | body cells with no text or only a dash (-, –, —)
        right_of         Grid, text -> Text                     | text of the cell that covers the place right of
            the one cell with that text, in its top row
        below_cell       Grid, text -> Text                     | text of the cell that covers the place below the
            one cell with that text, in its left column
    """,
    "formula": """
        symbol_count     Formula, text -> Number                | nodes of kind symbol with that value
        kind_count       Formula, name -> Number                | nodes of that kind
        formula_numbers  Formula -> Numbers                     | values of the nodes of kind number in order of
            their places
        symbols          Formula -> Texts                       | values of the nodes of kind symbol in order of
            their places
        matrix_rows      Formula -> Number                      | rows of the one matrix
        matrix_columns   Formula -> Number                      | columns of the one matrix
        matrix_entry     Formula, index, index -> Number        | the number at that row and column of the one
            matrix, where the entry is a number node or a row of the operator - (or −) and a number node
        formula_value    Formula, index, text -> Number         | value of the k-th side at that point
        slope            Formula, index, text, text -> Number   | value at that point of the derivative of the k-th
            side with respect to that variable; undefined for bars, roots and cases
        derivative       Formula, index, text -> Text           | derivative of the k-th side, which must be a
            polynomial in that one variable (of degree at most 12 in each power), typed from the highest power down as
            `3x^2 - 4x + 1/2`
        holds_at         Formula, text -> Bool                  | whether the two sides of the formula have the same
            value at that point, or, for a system (cases without conditions), those of every equation
        expanded         Formula, index, text -> Text           | the k-th side, which must be a polynomial in that
            one variable, multiplied out and typed like a derivative
    """,
    "math": """
        answer           Math, index -> Number                  | the k-th answer, ascending
        answers          Math -> Numbers                        | all answers, ascending
        given            Math, text -> Number                   | the given quantity with that name
        step_count       Math -> Number                         | number of worked steps
        step_result      Math, index -> Text                    | result of the k-th step
        wrong_step       Math, text -> Number                   | the text lists a result for every step, parted by
            " ; ": the place of the only one that is not the step's result; undefined if there is none or more
    """,
}
SCENE_TEXT = """
        lines            SceneText -> Texts                     | its lines in reading order
        line             SceneText, index -> Text               | the k-th line
        line_last        SceneText -> Text                      | the last line
        characters       Text -> Number                         | characters that are not blank
        words            Text -> Number                         | parts between blanks
        count_in         Text, text -> Number                   | how often that text occurs in it, without
            overlaps, case sensitive
        longest          Texts -> Text                          | the one with most characters (blanks not counted);
            undefined on a tie
        shortest         Texts -> Text                          | the one with fewest characters (blanks not
            counted); undefined on a tie
        contains         Text, text -> Bool                     | whether that text occurs in it, case sensitive
        digits           Text -> Number                         | number of characters 0 to 9
"""
