namespace Grid.Sources;

/// <summary>What a <see cref="SourceNote"/> is about. Of each kind there is one note a column at most, the first in the order of the rows.</summary>
public enum NoteKind
{
    /// <summary>A column is text although most of its values, or all that samples showed, are of another type.</summary>
    Text,

    /// <summary>There is one column, and its rows look as if another delimiter parted them.</summary>
    OneColumn,

    /// <summary>The files of a column are of several types.</summary>
    Files,

    /// <summary>Words are taken for null, or are not, in a way that may surprise.</summary>
    Null,

    /// <summary>Dates that can be read in two ways are read in one of them. Of a split, a date that can be.</summary>
    DateOrder,

    /// <summary>Numbers have more digits than the type that they would else be of.</summary>
    Digits,

    /// <summary>Files, or rows, are left out.</summary>
    LeftOut,

    /// <summary>The first row was taken for names, and looks like data.</summary>
    Header,

    /// <summary>Files are named more than once.</summary>
    Repeated,

    /// <summary>Numbers lose the zeros that stand before them.</summary>
    Zeros,

    /// <summary>Of a split alone: a date that has the day first.</summary>
    DayFirst,

    /// <summary>Of a split alone: a date that has the month first.</summary>
    MonthFirst,

    /// <summary>There is a header, and no row.</summary>
    NoRows,

    /// <summary>The files of a column are of types of which one holds the other: no surprise, and told where the schema is asked for.</summary>
    Joined,

    /// <summary>A column is not in all files, and null in those that have it not.</summary>
    Absent,

    /// <summary>Numbers are beyond the range of their type, and read as an infinity or as 0.</summary>
    Range,

    /// <summary>It was said how values are written, and none is.</summary>
    Unused,
}
