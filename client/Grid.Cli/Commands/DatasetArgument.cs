using Grid.Client;

namespace Grid.Cli;

/// <summary>The name of a dataset that is made.</summary>
internal static class DatasetArgument
{
    /// <summary>Refuses a name that no dataset can have.</summary>
    /// <param name="what">Where it stands.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="UsageException">It is one.</exception>
    public static void Check(string what, string name)
    {
        if (DatasetName.Fault(name) is { } fault)
            throw new UsageException($"{what}{(string.IsNullOrWhiteSpace(name) ? "" : $" {name}")}: {fault}");
    }
}
