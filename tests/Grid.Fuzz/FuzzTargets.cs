using Grid.Fuzz.Readers;

namespace Grid.Fuzz;

/// <summary>All readers, by the names by which they are asked for.</summary>
internal static class FuzzTargets
{
    /// <summary>A reader with faults, which is none of Grid's.</summary>
    public const string Trap = "trap";

    private static readonly SortedDictionary<string, Func<Task<FuzzTarget>>> Known = new(StringComparer.Ordinal)
    {
        ["csv"] = () => TableTargets.MakeAsync("csv", "\"", ",", "\n", "\r", "NaN", "1e999", "9223372036854775808", "18446744073709551616", "2017-02-30", "0001-01-01T00:00+14:00", "\uFEFF", "\0"),
        ["jsonl"] = () => TableTargets.MakeAsync("jsonl", "{", "[[[[[[[[", "\"", "\\u", "\\uD800", ":", "null", "1e999", "-0", "{\"a\":{\"b\":1}}", "\n"),
        ["parquet"] = () => TableTargets.MakeAsync("parquet", "PAR1", "PARE", "\u0015\u0004\u0015", "\u0019\u00fc"),
        ["arrow"] = () => TableTargets.MakeAsync("arrow", "ARROW1", "\uFFFF"),
        ["gzip"] = () => TableTargets.MakeAsync("csv.gz", "\u001f", "\0\0\0\0"),
        ["zstd"] = () => TableTargets.MakeAsync("csv.zst", "(\u00b5/", "\0\0\0\0"),
        ["arrow-stream"] = () => Task.FromResult(WireTargets.ArrowStream()),
        ["put"] = () => Task.FromResult(PutTargets.Put()),
        ["command"] = () => Task.FromResult(WireTargets.Command()),
        ["ticket"] = () => Task.FromResult(WireTargets.Ticket()),
        ["answer"] = WireTargets.AnswerAsync,
        ["scan"] = () => Task.FromResult(WireTargets.Scan()),
        ["state"] = () => Task.FromResult(WireTargets.State()),
        ["model"] = () => Task.FromResult(ModelTargets.Model(isMended: true)),
        ["model-sum"] = () => Task.FromResult(ModelTargets.Model(isMended: false)),
        ["recipe"] = ModelTargets.RecipeAsync,
        ["trial"] = () => Task.FromResult(ModelTargets.Trial()),
        ["members"] = () => Task.FromResult(FolderTargets.Members()),
        ["settings"] = () => Task.FromResult(FolderTargets.Settings()),
        ["manifest"] = () => Task.FromResult(FolderTargets.Manifest()),
        ["study"] = () => Task.FromResult(FolderTargets.Study()),
        ["trials"] = () => Task.FromResult(FolderTargets.Trials()),
        ["catalog"] = () => Task.FromResult(FolderTargets.Catalog()),
    };

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>A reader, with sound inputs of its own.</summary>
    /// <exception cref="ArgumentException">There is none of the name.</exception>
    public static Task<FuzzTarget> MakeAsync(string name) =>
        name == Trap ? Task.FromResult(TrapTarget.Make())
        : Known.TryGetValue(name, out var make) ? make() : throw new ArgumentException($"{name} is no reader: there are {string.Join(", ", Names)}.");
}
