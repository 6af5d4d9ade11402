using System.Runtime.CompilerServices;

namespace Grid.LocalEngine;

/// <summary>The keys of grains and references.</summary>
public static class GrainExtensions
{
    /// <summary>The key of this grain.</summary>
    [OverloadResolutionPriority(1)]
    public static string GetPrimaryKeyString(this Grain grain) => grain.GrainContext.GrainId.Key;

    /// <summary>The key of the grain that is referred to.</summary>
    /// <exception cref="ArgumentException">This is not a reference.</exception>
    public static string GetPrimaryKeyString(this IGrain grain) => grain switch
    {
        GrainProxy proxy => proxy.Target.Key,
        Grain self => self.GrainContext.GrainId.Key,
        _ => throw new ArgumentException($"{grain.GetType().Name} is no reference to a grain.", nameof(grain)),
    };
}
