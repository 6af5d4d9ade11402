namespace Grid.Learning;

/// <summary>
/// The combinations of parameters that a search goes through: a grid, that is lists of values per parameter, or several
/// grids. Written <c>max_depth=3,4,none; bootstrap=true,false</c>; several grids are parted by <c>|</c>.
/// </summary>
public sealed class SearchSpace
{
    private readonly KeyValuePair<string, ParameterValue[]>[][] _grids;
    private readonly bool _isOwn;

    /// <summary>Makes a space of grids.</summary>
    /// <param name="grids">Values by parameter name.</param>
    /// <exception cref="LearningException">A name is unknown, a parameter is without values, or a value is given twice.</exception>
    public SearchSpace(params IEnumerable<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>> grids)
    {
        _grids = [.. grids.Select(g => Check(g.Select(p => KeyValuePair.Create(p.Key, p.Value.ToArray()))))];
    }

    private SearchSpace(KeyValuePair<string, ParameterValue[]>[][] grids, bool isOwn) => (_grids, _isOwn) = (grids, isOwn);

    /// <summary>How many combinations there are.</summary>
    public long Count => _grids.Sum(g => g.Length == 0 ? 0 : g.Aggregate(1L, (n, p) => checked(n * p.Value.Length)));

    /// <summary>The names of the parameters that vary, in order.</summary>
    public IReadOnlyList<string> Names => [.. _grids.SelectMany(g => g.Select(p => p.Key)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Reads a space as it is written.</summary>
    /// <exception cref="LearningException">A name is unknown, a parameter is without values, or a value is given twice.</exception>
    public static SearchSpace Parse(string text) => Read(text, isOwn: false);

    /// <summary>The same, of a model of the user's own, whose parameters have any names and values.</summary>
    internal static SearchSpace Read(string text, bool isOwn)
    {
        GridSyntax.Check(text);
        var grids = new List<KeyValuePair<string, ParameterValue[]>[]>();
        foreach (var grid in text.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            grids.Add(Check(grid.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ParseParameter), isOwn));
        return new SearchSpace([.. grids], isOwn);
    }

    /// <summary>
    /// Every combination, in scikit-learn's order: grid by grid, names sorted, the last name's values changing fastest.
    /// </summary>
    /// <param name="rules">The rules that do not vary.</param>
    /// <exception cref="LearningException">There is no combination, one makes no sense, or there is a range, from which candidates are only drawn.</exception>
    public IReadOnlyList<Candidate> Candidates(ForestParameters rules)
    {
        RequireSome();
        if (_grids.SelectMany(g => g).FirstOrDefault(p => p.Value is [{ Value: ParameterRange }]) is { Key: { } name } ranged)
            throw new LearningException($"{name}={ranged.Value[0]} is a range, from which candidates are drawn at random; say how many (--random 20), or list values.");
        var candidates = new List<Candidate>();
        for (long i = 0; i < Count; i++)
            candidates.Add(At(i, candidates.Count, rules));
        return candidates;
    }

    /// <summary>Some of the combinations, drawn without replacement, in the order drawn; all, where there are no more.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Where the drawing starts from.</param>
    /// <param name="rules">The rules that do not vary.</param>
    /// <exception cref="LearningException">None are asked for, there is none, or one makes no sense.</exception>
    public IReadOnlyList<Candidate> Draw(int count, ulong seed, ForestParameters rules)
    {
        RequireSome();
        if (count < 1)
            throw new LearningException($"{count} candidates were asked for; a search needs at least 1.");
        if (_grids.Any(g => g.Any(p => p.Value is [{ Value: ParameterRange }])))
            return RangeDraw.Of(_grids, count, seed, rules, _isOwn);
        long left = Count;
        if (left > int.MaxValue)
            throw new LearningException($"the grid has {left} combinations; candidates can be drawn from at most {int.MaxValue}.");
        var random = new RandomStream(RandomStream.Key(RandomStream.Purpose.Candidates, seed));
        var moved = new Dictionary<int, int>();
        var candidates = new List<Candidate>();
        while (candidates.Count < count && left > 0)
        {
            int at = random.Below((int)left--), last = (int)left;
            int drawn = moved.GetValueOrDefault(at, at);
            moved[at] = moved.GetValueOrDefault(last, last);
            candidates.Add(At(drawn, candidates.Count, rules));
        }
        return candidates;
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => string.Join(" | ", _grids.Select(g =>
        string.Join("; ", g.Select(p => $"{p.Key}={string.Join(",", p.Value)}"))));

    private void RequireSome()
    {
        if (Count == 0)
            throw new LearningException("the grid has 0 candidates; give at least one parameter with a value, such as max_depth=3,none.");
    }

    private Candidate At(long position, int index, ForestParameters rules)
    {
        foreach (var grid in _grids)
        {
            long size = grid.Aggregate(1L, (n, p) => n * p.Value.Length);
            if (position >= size)
            {
                position -= size;
                continue;
            }
            var settings = new KeyValuePair<string, ParameterValue>[grid.Length];
            for (int i = grid.Length - 1; i >= 0; i--)
            {
                var (name, values) = grid[i];
                settings[i] = KeyValuePair.Create(name, values[position % values.Length]);
                position /= values.Length;
                rules = _isOwn ? rules : ForestParameter.Named(name).Set(rules, settings[i].Value);
            }
            rules.Validate();
            return new Candidate(index, settings, rules);
        }
        throw new ArgumentOutOfRangeException(nameof(position));
    }

    private static KeyValuePair<string, ParameterValue[]> ParseParameter(string text)
    {
        int equals = text.IndexOf('=');
        if (equals < 0)
            throw new LearningException($"'{text}' in the grid is not NAME=VALUE,VALUE,…; write for example max_depth=3,none.");
        return KeyValuePair.Create(text[..equals].Trim(),
            text[(equals + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ParameterValue.Parse).ToArray());
    }

    private static void CheckRange(string name, ParameterValue[] values, bool isOwn)
    {
        if (!Array.Exists(values, v => v.Value is ParameterRange))
            return;
        if (values is not [{ Value: ParameterRange range }])
            throw new LearningException($"the grid gives {name} a range among other values; a range stands alone, as in {name}=1..30, and values in another grid, parted by |.");
        foreach (var end in isOwn ? [] : range.Ends)
            ForestParameter.Named(name).Set(ForestParameters.Default(LearningTask.Classification), end);
    }

    private static KeyValuePair<string, ParameterValue[]>[] Check(IEnumerable<KeyValuePair<string, ParameterValue[]>> grid, bool isOwn = false)
    {
        var parameters = grid.OrderBy(p => p.Key, StringComparer.Ordinal).ToArray();
        for (int i = 0; i < parameters.Length; i++)
        {
            var (name, values) = parameters[i];
            if (!isOwn)
                ForestParameter.Named(name);
            if (i > 0 && parameters[i - 1].Key == name)
                throw new LearningException($"the grid names {name} twice; list its values once.");
            if (values.Length == 0)
                throw new LearningException($"the grid gives {name} no values, which makes 0 candidates; give it at least one.");
            var twice = values.GroupBy(v => v).FirstOrDefault(g => g.Count() > 1);
            if (twice is not null)
                throw new LearningException($"the grid gives {name} the value {twice.Key} twice; list it once.");
            CheckRange(name, values, isOwn);
        }
        return parameters;
    }
}
