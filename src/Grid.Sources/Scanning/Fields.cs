using System.Runtime.CompilerServices;

namespace Grid.Sources;

/// <summary>
/// Where the fields of one column are. A struct each, so that loops over them are compiled for each. A field is asked for by
/// its place, which is its row times <see cref="Stride"/>.
/// </summary>
internal unsafe interface IFields
{
    /// <summary>From the place of a row to that of the next.</summary>
    int Stride { get; }

    int Start(nint place);

    int End(nint place);

    /// <summary>Whether the field stood in quotes.</summary>
    bool IsQuoted(nint place);

    /// <summary>Whether fields may have been in quotes at all.</summary>
    static abstract bool MayBeQuoted { get; }
}

/// <summary>Fields between separators.</summary>
internal readonly unsafe struct PlainFields(int* separators, int stride) : IFields
{
    public static bool MayBeQuoted => false;

    public int Stride => stride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Start(nint place) => separators[place - 1] + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int End(nint place) => separators[place];

    public bool IsQuoted(nint place) => false;
}

/// <summary>The last fields of their rows: a carriage return before the line break is no part of them.</summary>
internal readonly unsafe struct LastFields(byte* text, int* separators, int stride) : IFields
{
    public static bool MayBeQuoted => false;

    public int Stride => stride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Start(nint place) => separators[place - 1] + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int End(nint place)
    {
        int start = Start(place), end = separators[place];
        return end > start && text[end - 1] == '\r' ? end - 1 : end;
    }

    public bool IsQuoted(nint place) => false;
}

/// <summary>Fields whose starts and ends are given.</summary>
internal readonly unsafe struct GivenFields(byte* text, int* starts, int* ends, int stride, byte quote) : IFields
{
    public static bool MayBeQuoted => true;

    public int Stride => stride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Start(nint place) => starts[place];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int End(nint place) => ends[place];

    // Before an unquoted field stands a separator, which is no quote.
    public bool IsQuoted(nint place) => text[starts[place] - 1] == quote;
}
