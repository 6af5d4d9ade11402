namespace Grid.Cli;

/// <summary>Words of parameters as a grid writes them.</summary>
internal static class ParameterText
{
    /// <summary><c>SquaredError</c> is <c>squared_error</c>.</summary>
    public static string Of(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? $"{(i > 0 ? "_" : "")}{char.ToLowerInvariant(c)}" : $"{c}"));
}
