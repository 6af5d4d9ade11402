namespace Grid.LocalEngine;

/// <summary>What a silo replies to a call.</summary>
internal enum ReplyKind : byte
{
    /// <summary>The answer follows.</summary>
    Answer,

    /// <summary>The exception follows.</summary>
    Exception,

    /// <summary>The grain is not here; nothing was done.</summary>
    Elsewhere,

    /// <summary>The silo does not serve: it goes down, or was given up by the others; nothing was done.</summary>
    NotServing,
}
