using Grid.Query;

namespace Grid.Dashboard;

/// <summary>A question as fields to fill, one for each option of the command, beside the line in which it is written.</summary>
internal sealed class AskForm
{
    /// <summary>The option that is there or is not.</summary>
    public const string Flag = "--approx";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>What is asked.</summary>
    public string Kind { get; set; } = "describe";

    /// <summary>Of which dataset.</summary>
    public string Dataset { get; set; } = "";

    /// <summary>What an option is set to; empty for one that is not there.</summary>
    public string this[string option]
    {
        get => _values.GetValueOrDefault(option, "");
        set => _values[option] = value;
    }

    /// <summary>The options of the question, in the order in which they are shown.</summary>
    public IReadOnlyList<string> Options => AskLine.OptionsOf(Kind);

    /// <summary>The line: what other questions' options are set to is kept, and left out.</summary>
    public string Line => string.Join(' ', new[] { Kind, AskWords.Quoted(Dataset) }.Take(Dataset.Length == 0 ? 1 : 2)
        .Concat(Options.Where(option => !string.IsNullOrWhiteSpace(this[option])).SelectMany(option => option == Flag ? new[] { option } : [option, AskWords.Quoted(this[option].Trim())])));

    /// <summary>The fields of a line; null where it has what the fields have not, or is not finished.</summary>
    public static AskForm? Of(string line)
    {
        string[] words;
        try
        {
            words = [.. AskWords.Of(line)];
        }
        catch (QuestionException)
        {
            return null;
        }
        if (words.FirstOrDefault() == "grid")
            words = words[1..];
        if (words.Length == 0 || !AskLine.Known.Contains(words[0]))
            return null;
        // The dataset is still to be written, or chosen.
        if (words.Length == 1)
            return new AskForm { Kind = words[0] };
        if (words[1].StartsWith("--", StringComparison.Ordinal))
            return null;
        var form = new AskForm { Kind = words[0], Dataset = words[1] };
        for (int i = 2; i < words.Length; i++)
        {
            string option = words[i];
            if (!form.Options.Contains(option))
                return null;
            string? value = option == Flag ? "on" : i + 1 < words.Length ? words[++i] : null;
            // Two conditions are one that asks for both; of anything else that is there twice, a field has one.
            if (value is null || value.StartsWith("--", StringComparison.Ordinal) || (form[option] is { Length: > 0 } && option != "--where"))
                return null;
            form[option] = form[option] is { Length: > 0 } before ? $"({before}) and ({value})" : value;
        }
        return form;
    }

    /// <summary>Writes a column's name at the end of an option: behind a comma where it takes several.</summary>
    public void Add(string option, string column)
    {
        string name = Expr.Col(column).Text, before = this[option].TrimEnd();
        this[option] = option switch
        {
            "--column" => name,
            "--where" or "--having" or "--with" => before.Length == 0 ? name : $"{before} {name}",
            "--agg" => before.Length == 0 ? $"mean({name})" : $"{before},mean({name})",
            _ => before.Length == 0 ? name : $"{before},{name}",
        };
    }
}
