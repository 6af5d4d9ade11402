using System.CommandLine;
using System.Globalization;
using Grid.Query;

namespace Grid.Cli;

/// <summary><c>grid head</c>: rows, the first ones or others.</summary>
internal static class HeadCommand
{
    private const int MostRows = 100_000;

    public static Command Create(CliConsole console)
    {
        var rows = Options.OptionalNumber("--rows", "how many rows, of each group with --by; 10 unless said otherwise, and all that are drawn with --sample", 1);
        var columns = Options.List("--columns", "which columns, or expressions; all unless said otherwise", "A,B");
        var order = Options.List("--order", "what to sort by: columns or expressions, each up or, with 'desc', down; what is missing comes last", "A,B desc");
        var by = Options.List("--by", "the first rows of each group by these columns or expressions", "KEYS");
        var distinct = new Option<string?>("--distinct") { Description = "rows that repeat none before them in these columns or expressions, or in all", HelpName = "A,B", Arity = ArgumentArity.ZeroOrOne };
        var sample = new Option<string?>("--sample") { Description = "rows drawn at random: a share such as 0.01, or a number such as 1000", HelpName = "N" };
        var seed = new Option<long>("--seed") { Description = "the seed of --sample: the same rows for the same seed, however the table is stored", HelpName = "N" };
        return QuestionCommand.Create("head", "The first rows, in the order of the source or another; of each group; without repetition; or at random.", console, [rows, columns, order, by, distinct, sample, seed], parsed =>
        {
            int? wanted = parsed.GetValue(rows);
            if (wanted > MostRows)
                throw new UsageException($"--rows {wanted}: expected a whole number from 1 to {MostRows}; 'grid save' writes all rows, with --order in an order");
            if (parsed.GetResult(seed) is not null && parsed.GetValue(sample) is null)
                throw new UsageException("--seed goes with --sample");
            var question = new HeadQuestion(wanted ?? 10, parsed.GetValue(columns))
            {
                Order = parsed.GetValue(order) ?? [],
                By = parsed.GetValue(by) ?? [],
                Distinct = parsed.GetResult(distinct) is null ? null : ListText.Split(parsed.GetValue(distinct) ?? ""),
            };
            return parsed.GetValue(sample) is { } drawn ? Sampled(question, drawn, wanted, parsed.GetValue(seed)) : question;
        });
    }

    // A number with a point is a share, as in scikit-learn.
    private static HeadQuestion Sampled(HeadQuestion question, string drawn, int? wanted, long seed)
    {
        if (int.TryParse(drawn, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= MostRows)
        {
            return wanted is null ? question with { Rows = number, SampleSeed = seed }
                : throw new UsageException($"--rows and --sample {drawn} are two numbers of rows; give one of them");
        }
        if (double.TryParse(drawn, NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is >= 0 and <= 1 && drawn.AsSpan().IndexOfAny('.', 'e', 'E') >= 0)
            return question with { Rows = wanted ?? MostRows, Transforms = [new SampleTransform(share, seed)] };
        throw new UsageException($"--sample {drawn}: expected a share from 0.0 to 1.0, such as 0.01, or a number of rows from 1 to {MostRows}");
    }
}
