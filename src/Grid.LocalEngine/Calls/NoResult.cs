namespace Grid.LocalEngine;

/// <summary>What a method without a result answers.</summary>
internal readonly record struct NoResult;
