namespace Grid.Columns;

/// <summary>The ways in which Arrow lays out text.</summary>
internal enum TextLayout
{
    /// <summary>32-bit offsets into one buffer: Grid's own.</summary>
    Offsets32,
    /// <summary>64-bit offsets into one buffer (LargeUtf8).</summary>
    Offsets64,
    /// <summary>A 16-byte view each, of itself or of any of several buffers (Utf8View).</summary>
    Views,
}
