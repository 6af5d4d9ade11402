using System.CommandLine;
using System.CommandLine.Parsing;
using Grid.Client;
using Grid.Query;
using Grid.Sources;

namespace Grid.Cli;

/// <summary>
/// What is done to a table before it is asked: <c>--with</c>, <c>--where</c> and the steps of a preparation. Steps are applied in the order in which they
/// are written; of what stands between two of them, columns are computed first, and then rows filtered.
/// </summary>
internal sealed class PreparationOptions
{
    private readonly Option<string[]> _where = Many("--where", "keep the rows for which this holds, e.g. \"trip_distance >= 1 and payment_type == 1\"", "EXPR");
    private readonly Option<string[]> _with = Many("--with", "add a computed column, e.g. \"share=tip_amount/fare_amount\"", "NAME=EXPR");
    private readonly IReadOnlyList<(Option<string[]> Option, Func<string, Transform> Read)> _steps =
    [
        (Many("--fill", "put mean, median, mode, ffill, bfill or a value where columns are missing, e.g. \"tolls_amount=median,airport_fee=0\"", "A=HOW,B=HOW"), PreparationText.Fill),
        (Many("--scale", "scale columns: standard, minmax or robust, e.g. \"trip_distance=standard,fare_amount=minmax\"", "A=HOW,B=HOW"), PreparationText.Scale),
        (Many("--clip", "bring values beyond bounds to those, e.g. \"fare_amount=p1..p99,tip_amount=0..100\"", "A=LOW..HIGH"), PreparationText.Clip),
        (Many("--onehot", "put a column of 0 and 1 for each value in the place of these columns", "A,B"), PreparationText.OneHot),
        (Many("--ordinal", "put the position of each value among the distinct ones in its place", "A,B"), PreparationText.Ordinal),
        (Many("--drop-correlated", "leave out columns of numbers that correlate beyond this with another, e.g. 0.95", "LIMIT"), PreparationText.DropCorrelated),
        (Many("--drop-nulls", "leave out the rows in which these columns, or any, are missing", "A,B", ArgumentArity.ZeroOrMore), PreparationText.DropNulls),
    ];
    private readonly Option<string[]> _recipe = Many("--recipe", "prepare the table as another was: what --recipe-out wrote", "FILE");
    private readonly Option<string?> _recipeOut = new("--recipe-out") { Description = "write what the steps were fitted to, for --recipe", HelpName = "FILE" };

    /// <summary>The options.</summary>
    public IEnumerable<Option> All => [_where, _with, .. _steps.Select(step => step.Option), _recipe, _recipeOut];

    /// <summary>What was given, in the order in which it is applied.</summary>
    /// <exception cref="UsageException">An option cannot be read.</exception>
    public IReadOnlyList<Transform> Read(ParseResult parsed)
    {
        List<Transform> all = [], computed = [], filters = [];
        var tokens = parsed.Tokens;
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Type != TokenType.Option)
                continue;
            string name = tokens[i].Value;
            string value = i + 1 < tokens.Count && tokens[i + 1].Type == TokenType.Argument ? tokens[i + 1].Value : "";
            if (name == _with.Name)
                computed.Add(PreparationText.Computed(value));
            else if (name == _where.Name)
                filters.Add(new WhereTransform(value));
            else if (name == _recipe.Name)
                all.AddRange([.. Taken(computed), .. Taken(filters), .. RecipeFile.Load(value).Steps]);
            else if (_steps.FirstOrDefault(step => step.Option.Name == name).Read is { } read)
                all.AddRange([.. Taken(computed), .. Taken(filters), read(value)]);
        }
        return [.. all, .. computed, .. filters];
    }

    /// <summary>Where what steps were fitted to is written; null for nowhere.</summary>
    /// <exception cref="UsageException">It cannot be written there, or there is nothing to write.</exception>
    public string? ReadRecipeOut(ParseResult parsed, IReadOnlyList<string> inputs)
    {
        if (parsed.GetValue(_recipeOut) is not { } path)
            return null;
        if (!parsed.Tokens.Any(token => token.Value == _recipe.Name || _steps.Any(step => step.Option.Name == token.Value)))
            throw new UsageException($"--recipe-out {path}: there is no step to keep, such as --fill or --scale");
        try
        {
            OutputFile.Open(path, RecipeFile.Replaces, inputs).Dispose();
            return path;
        }
        catch (OutputException fault)
        {
            throw new UsageException($"--recipe-out {fault.Message}");
        }
    }

    private static Transform[] Taken(List<Transform> list)
    {
        Transform[] taken = [.. list];
        list.Clear();
        return taken;
    }

    private static Option<string[]> Many(string name, string description, string helpName, ArgumentArity? arity = null)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = helpName };
        if (arity is { } takes)
            option.Arity = takes;
        return option;
    }
}
