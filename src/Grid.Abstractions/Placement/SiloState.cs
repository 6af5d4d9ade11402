namespace Grid.Abstractions;

/// <summary>Where a silo is in its life, as others see it.</summary>
[GenerateSerializer, Alias("Grid.SiloState")]
public enum SiloState
{
    /// <summary>It takes work.</summary>
    Active,

    /// <summary>It finishes what it has, and takes no more.</summary>
    Leaving,
}
