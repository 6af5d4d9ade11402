using System.Diagnostics;

namespace Grid.LocalEngine;

/// <summary>Traces of calls that cross from one process to another: what the other does belongs to what the caller does.</summary>
internal static class EngineTraces
{
    /// <summary>The name of the activity source.</summary>
    public const string Name = "Grid.LocalEngine";

    /// <summary>The header that names the caller's activity, as W3C has it.</summary>
    public const string ParentHeader = "traceparent";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>The activity of a call from another process; null where nobody listens.</summary>
    public static Activity? Start(string method, string? parent) =>
        !Source.HasListeners() ? null
        : Source.StartActivity(method, ActivityKind.Server, ActivityContext.TryParse(parent, null, out var context) ? context : default);
}
