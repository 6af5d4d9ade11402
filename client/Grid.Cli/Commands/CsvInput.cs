using System.CommandLine;
using Grid.Sources;

namespace Grid.Cli;

/// <summary>How CSV is to be read.</summary>
internal sealed class CsvInput
{
    private readonly Option<char> _delimiter = Options.Delimiter();
    private readonly Option<char> _quote = Options.Quote();
    private readonly Option<string[]> _nulls = new("--null") { Description = "a word that means null, besides the empty field", HelpName = "WORD" };
    private readonly Option<bool> _noHeader = new("--no-header") { Description = "the first row is data; columns are column0, column1, …" };
    private readonly Option<string?> _schema = new("--schema") { Description = "types of columns, e.g. \"VendorID:int,store_and_fwd_flag:text\"; a value that contradicts is an error", HelpName = "COLUMN:TYPE,…" };

    /// <summary>Adds these to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _delimiter, _quote, _nulls, _noHeader, _schema })
            command.Add(option);
    }

    /// <summary>What was given.</summary>
    /// <exception cref="UsageException">An option cannot be read.</exception>
    public CsvOptions Read(ParseResult parsed)
    {
        var csv = new CsvOptions
        {
            Delimiter = parsed.GetValue(_delimiter),
            Quote = parsed.GetValue(_quote),
            HasHeader = !parsed.GetValue(_noHeader),
            NullWords = parsed.GetValue(_nulls) ?? [],
            Schema = parsed.GetValue(_schema) is { } schema ? SchemaText.Parse(schema) : null,
        };
        return csv.Delimiter != csv.Quote ? csv : throw new UsageException($"--delimiter and --quote are both '{csv.Quote}'; they must differ");
    }
}
