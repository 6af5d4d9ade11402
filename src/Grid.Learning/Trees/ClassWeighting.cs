using System.Globalization;

namespace Grid.Learning;

/// <summary>How much the rows of a class count (scikit-learn's class_weight). Compared by value.</summary>
public readonly record struct ClassWeighting
{
    private const char Pairs = '/', Pair = ':';
    private const string BalancedText = "balanced", BySampleText = "balanced_subsample";
    private readonly string? _text;

    private ClassWeighting(string text) => _text = text;

    /// <summary>Every row counts once.</summary>
    public static ClassWeighting None => default;

    /// <summary>A row of class k counts n / (classes × n_k), n_k being the training rows of that class: all classes weigh the same.</summary>
    public static ClassWeighting Balanced => new(BalancedText);

    /// <summary>The same by the rows of each tree's bootstrap sample; without bootstrap it is <see cref="Balanced"/>.</summary>
    public static ClassWeighting BalancedSubsample => new(BySampleText);

    /// <summary>Whether each tree's sample is weighed anew.</summary>
    internal bool IsBySample => _text == BySampleText;

    private bool IsBalanced => _text is BalancedText or BySampleText;

    /// <summary>A weight for each class by its name; classes that are not named count 1.</summary>
    /// <exception cref="LearningException">There is none, a weight is not above 0, or a name has a slash, which parts them in a grid.</exception>
    public static ClassWeighting By(IReadOnlyDictionary<string, double> weights)
    {
        if (weights.Count == 0 || weights.Any(w => w.Key.Contains(Pairs)))
            throw new LearningException("class_weight by class needs names without a slash, and a weight for each.");
        foreach (var (name, weight) in weights)
            Require(name, weight);
        return new ClassWeighting(string.Join(Pairs, weights.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => $"{w.Key}{Pair}{w.Value.ToString("R", CultureInfo.InvariantCulture)}")));
    }

    /// <summary>Reads it as a grid writes it: none, balanced, balanced_subsample or <c>no:1/yes:5</c>; null where it is none of them.</summary>
    /// <exception cref="LearningException">A weight is no number above 0, or a class is named twice.</exception>
    internal static ClassWeighting? Read(string? text)
    {
        if (text is null or "none" or BalancedText or BySampleText)
            return text is null or "none" ? None : new ClassWeighting(text);
        if (!text.Contains(Pair))
            return null;
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string part in text.Split(Pairs))
        {
            int at = part.LastIndexOf(Pair);
            if (at <= 0 || !double.TryParse(part[(at + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double weight))
                throw new LearningException($"class_weight cannot be '{text}': '{part}' is not CLASS:WEIGHT; weights by class are written no:1/yes:5.");
            Require(part[..at].Trim(), weight);
            if (!weights.TryAdd(part[..at].Trim(), weight))
                throw new LearningException($"class_weight cannot be '{text}': it names the class {part[..at].Trim()} twice.");
        }
        return By(weights);
    }

    /// <summary>Makes sure that a target has the classes that are named.</summary>
    /// <exception cref="LearningException">It lacks one: the message names the nearest.</exception>
    internal void RequireClasses(ClassLabels labels, string target)
    {
        foreach (string name in Named.Keys)
        {
            if (!labels.Names.Contains(name))
                throw new LearningException($"class_weight={this} names the class '{name}', which the target '{target}' does not have{NearestName.Hint(name, labels.Names)} Its classes are {string.Join(", ", labels.Names.Take(24))}.");
        }
    }

    /// <summary>The weight of a row of each class; null where every row counts once.</summary>
    /// <param name="rows">How many rows there are of each class.</param>
    /// <param name="labels">The classes.</param>
    internal double[]? Of(ReadOnlySpan<int> rows, ClassLabels labels)
    {
        if (_text is null)
            return null;
        var weights = new double[rows.Length];
        if (IsBalanced)
        {
            Balance(rows, weights);
            return weights;
        }
        var named = Named;
        for (int k = 0; k < weights.Length; k++)
            weights[k] = named.GetValueOrDefault(labels.Names[k], 1.0);
        return weights;
    }

    /// <summary>Weights by which all classes that are there weigh the same.</summary>
    internal static void Balance(ReadOnlySpan<int> rows, Span<double> weights)
    {
        // scikit-learn counts the classes that it was given to fit.
        double seen = 0;
        long all = 0;
        foreach (int n in rows)
        {
            seen += n > 0 ? 1 : 0;
            all += n;
        }
        for (int k = 0; k < weights.Length; k++)
            weights[k] = rows[k] == 0 ? 0.0 : all / (seen * rows[k]);
    }

    /// <summary>As a grid writes it: <c>none</c>, <c>balanced</c>, <c>no:1/yes:5</c>.</summary>
    public override string ToString() => _text ?? "none";

    private Dictionary<string, double> Named => _text is null || IsBalanced ? [] : _text.Split(Pairs).ToDictionary(
        part => part[..part.LastIndexOf(Pair)], part => double.Parse(part[(part.LastIndexOf(Pair) + 1)..], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private static void Require(string name, double weight)
    {
        if (weight is not (> 0 and < double.PositiveInfinity))
            throw new LearningException($"class_weight gives the class '{name}' the weight {weight.ToString("R", CultureInfo.InvariantCulture)}; it must be above 0: leave rows that are not to count out with a filter.");
    }
}
