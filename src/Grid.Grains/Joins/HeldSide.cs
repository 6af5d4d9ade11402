namespace Grid.Grains;

/// <summary>What a silo holds of another side of a join, or is about to.</summary>
/// <typeparam name="T">What it is held as.</typeparam>
/// <param name="owner">The name under which the silo's memory is accounted for; no other has it.</param>
internal sealed class HeldSide<T>(string owner) where T : class
{
    /// <summary>Its owner in the account of memory.</summary>
    public string Owner => owner;

    /// <summary>Ends the reading of it.</summary>
    public CancellationTokenSource End { get; } = new();

    /// <summary>What comes of the reading of it; null while it is not read yet.</summary>
    public Task<T>? Value { get; set; }

    /// <summary>How many use it.</summary>
    public int Users { get; set; }

    /// <summary>When it was used last, in milliseconds of the system's clock.</summary>
    public long LastUse { get; set; } = Environment.TickCount64;

    /// <summary>Whether nothing came of the reading.</summary>
    public bool HasFailed => Value is { IsFaulted: true } or { IsCanceled: true };
}
