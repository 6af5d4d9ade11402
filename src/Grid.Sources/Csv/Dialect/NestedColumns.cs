namespace Grid.Sources;

/// <summary>What becomes of columns whose values are lists, maps or structs.</summary>
public enum NestedColumns
{
    /// <summary>They are an error, which names the first of them.</summary>
    Refuse,

    /// <summary>They are left out, and a note says so.</summary>
    LeaveOut,

    /// <summary>The fields of structs are columns, named <c>struct.field</c>; lists and maps are an error.</summary>
    Flatten,

    /// <summary>In JSON, objects and arrays within an object are texts, as they are written.</summary>
    Text,
}
