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

    /// <summary>The reply is longer than a message: its name and length follow, and its parts are asked for one by one.</summary>
    InParts,
}
