using System.Runtime.CompilerServices;

namespace Grid.Sources;

/// <summary>Where the fields of one column are. A struct each, so that the parsers' loops are compiled for each.</summary>
internal unsafe interface IFields
{
    int Start(int row);

    int End(int row);

    /// <summary>Whether the field stood in quotes.</summary>
    bool IsQuoted(int row);

    /// <summary>Whether fields may have been in quotes at all.</summary>
    static abstract bool MayBeQuoted { get; }
}

/// <summary>Fields between separators.</summary>
internal readonly unsafe struct PlainFields(int* separators, int stride) : IFields
{
    public static bool MayBeQuoted => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Start(int row) => separators[(nint)row * stride - 1] + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int End(int row) => separators[(nint)row * stride];

    public bool IsQuoted(int row) => false;
}

/// <summary>The last fields of their rows: a carriage return before the line break is no part of them.</summary>
internal readonly unsafe struct LastFields(byte* text, int* separators, int stride) : IFields
{
    public static bool MayBeQuoted => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Start(int row) => separators[(nint)row * stride - 1] + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int End(int row)
    {
        int start = Start(row), end = separators[(nint)row * stride];
        return end > start && text[end - 1] == '\r' ? end - 1 : end;
    }

    public bool IsQuoted(int row) => false;
}

/// <summary>Fields whose starts and ends are given.</summary>
internal readonly unsafe struct GivenFields(byte* text, int* starts, int* ends, int stride, byte quote) : IFields
{
    public static bool MayBeQuoted => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Start(int row) => starts[(nint)row * stride];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int End(int row) => ends[(nint)row * stride];

    // Before an unquoted field stands a separator, which is no quote.
    public bool IsQuoted(int row) => text[Start(row) - 1] == quote;
}
