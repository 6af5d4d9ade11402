using System.Globalization;

namespace Grid.Sources;

/// <summary>
/// One thing that was decided for whoever reads a source, and that could have been decided otherwise: what, because of which
/// value, where it stands, and the option that changes it. It prints as one line:
/// <c>a is text because of 'n/a' at line 250,002 of x.csv (--null n/a)</c>. Plain data, fit for any serialiser.
/// </summary>
public sealed record SourceNote
{
    /// <summary>What it is about.</summary>
    public required NoteKind Kind { get; init; }

    /// <summary>What was decided and why, without the place and the option: <c>a is text because of 'n/a'</c>.</summary>
    public required string Text { get; init; }

    /// <summary>The column; null where it is about all of them.</summary>
    public string? Column { get; init; }

    /// <summary>The value that decided; null where it was none alone.</summary>
    public string? Value { get; init; }

    /// <summary>The option of the command that decides otherwise: <c>--null n/a</c>.</summary>
    public string? Option { get; init; }

    /// <summary>The file, by its full path; null where it is in none alone.</summary>
    public string? Path { get; init; }

    /// <summary>Which file of the plan that is, from 0; -1 for none.</summary>
    public int FileIndex { get; init; } = -1;

    /// <summary>Where the row starts, in bytes from the start of the file; -1 where it is about no row.</summary>
    public long Offset { get; init; } = -1;

    /// <summary>The line on which the row starts, from 1; null where it is about none, or too far into its file to be counted.</summary>
    public long? Line { get; init; }

    /// <summary>The first of other values that decide the same, which <see cref="Option"/> does not mend; null where none is known.</summary>
    public OtherValue? Other { get; init; }

    /// <summary>Whether the option is about the value alone, and not about all that are of its kind.</summary>
    internal bool IsOfOneValue => Value is not null && Option?.StartsWith("--null ", StringComparison.Ordinal) == true;

    /// <summary>The note as one line.</summary>
    public override string ToString()
    {
        string file = Path is null ? "" : System.IO.Path.GetFileName(Path);
        string place = Path is null ? ""
            : Line is { } line ? string.Create(CultureInfo.InvariantCulture, $" at line {line:N0} of {file}")
            : Offset >= 0 ? string.Create(CultureInfo.InvariantCulture, $" at byte {Offset:N0} of {file}")
            : $" in {file}";
        // Behind the value that stands there, wherever what is said of it goes on.
        int at = Value is null ? -1 : Text.LastIndexOf($"'{Value}'", StringComparison.Ordinal);
        string told = at < 0 ? Text + place : Text.Insert(at + Value!.Length + 2, place);
        return $"{told}{(Option is null ? "" : $" ({Option})")}{(Other is null || !IsOfOneValue ? "" : $", and of others, such as '{Other.Value}'")}";
    }
}
