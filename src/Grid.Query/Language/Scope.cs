using Grid.Columns;

namespace Grid.Query;

/// <summary>
/// The columns that an expression may name, in order: those of the source, and those that transforms compute. Where tables are joined, a column may
/// be named with its table, <c>zones.Borough</c>, and is to be where several tables have one of its name.
/// </summary>
internal sealed class Scope
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, Expression> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Expression> _qualified = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _ambiguous = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tables = new(StringComparer.Ordinal);

    public Scope(Schema schema)
    {
        foreach (var field in schema.Fields)
            Set(field.Name, Expression.Column(field));
    }

    public IReadOnlyList<string> Names => _names;

    /// <summary>All columns, in order.</summary>
    public IReadOnlyList<(string Name, Expression Value)> Columns => [.. _names.Select(name => (name, _columns[name]))];

    /// <summary>The column of a name; null where there is none, or several tables have one.</summary>
    public Expression? Find(string name) => _ambiguous.ContainsKey(name) ? null : _columns.GetValueOrDefault(name) ?? _qualified.GetValueOrDefault(name);

    /// <summary>The column of a name.</summary>
    /// <exception cref="QuestionException">There is none.</exception>
    public Expression Get(string name) => Find(name) ?? throw new QuestionException(ExpressionFault.Sentence(Ambiguity(name) ?? $"unknown column '{name}': {NearestName.Advice(name, _names)}"));

    /// <summary>Says of a name that several tables have how each of the columns is written; null for any other.</summary>
    public string? Ambiguity(string name) => _ambiguous.GetValueOrDefault(name) is { } ways ? $"several tables have a column '{name}': write {string.Join(" or ", ways)}" : null;

    /// <summary>Adds a column at the end, or puts another in the place of the one of that name.</summary>
    public void Set(string name, Expression column)
    {
        if (!_columns.ContainsKey(name))
            _names.Add(name);
        _columns[name] = column;
        _ambiguous.Remove(name);
    }

    /// <summary>Whether a column is listed under a name, be it ambiguous.</summary>
    public bool Has(string name) => _columns.ContainsKey(name);

    /// <summary>The column that is listed under a name, be it ambiguous.</summary>
    /// <exception cref="QuestionException">There is none.</exception>
    public Expression Listed(string name) => _columns.GetValueOrDefault(name) ?? Get(name);

    /// <summary>Whether a table of this name has been joined, or joins others.</summary>
    public bool IsTable(string name) => _tables.Contains(name);

    /// <summary>Names a table whose columns no other table has named, those that are listed now: each has its name beside the other.</summary>
    public void AddOwn(string table)
    {
        if (!_tables.Add(table))
            return;
        foreach (var (name, column) in Columns.Where(c => QualifiedNameOf(c.Name) is null))
            _qualified.TryAdd($"{table}.{name}", column);
    }

    /// <summary>Adds the columns of a joined table: under their own names where no other has these, and with the table's in any case.</summary>
    /// <param name="table">What it is called.</param>
    /// <param name="columns">Its columns, and whether one is a key that is there already under its name.</param>
    public void AddJoined(string table, IEnumerable<(string Name, Expression Column, bool IsThere)> columns)
    {
        _tables.Add(table);
        foreach (var (name, column, isThere) in columns)
        {
            string full = $"{table}.{name}";
            _qualified[full] = column;
            if (isThere)
                continue;
            if (Has(name))
                _ambiguous[name] = [.. _ambiguous.GetValueOrDefault(name, [QualifiedNameOf(name) ?? name]), full];
            Set(Has(name) ? full : name, column);
        }
    }

    private string? QualifiedNameOf(string name) => _qualified.FirstOrDefault(q => ReferenceEquals(q.Value, _columns[name])).Key;

    /// <summary>Leaves columns out.</summary>
    /// <exception cref="QuestionException">One of them is not there.</exception>
    public void Drop(IReadOnlyList<string> names)
    {
        foreach (string name in names)
            Get(name);
        // A name stands for its column, and so does one with the table's.
        Replace([.. Columns.Where(c => !names.Contains(c.Name, StringComparer.Ordinal) && (QualifiedNameOf(c.Name) is not { } full || !names.Contains(full, StringComparer.Ordinal)))]);
    }

    /// <summary>Keeps these columns, in this order.</summary>
    /// <exception cref="QuestionException">One of them is not there.</exception>
    public void Keep(IReadOnlyList<string> names) => Replace([.. names.Distinct(StringComparer.Ordinal).Select(n => (Name: n, Column: Get(n)))]);

    private void Replace(IReadOnlyList<(string Name, Expression Column)> kept)
    {
        _names.Clear();
        _columns.Clear();
        foreach (var (name, column) in kept)
        {
            _names.Add(name);
            _columns[name] = column;
        }
        // The others are not there any more, whatever they are called.
        var left = kept.Select(k => k.Column).ToHashSet<Expression>(ReferenceEqualityComparer.Instance);
        foreach (string name in _qualified.Where(q => !left.Contains(q.Value)).Select(q => q.Key).ToList())
            _qualified.Remove(name);
        foreach (string name in _ambiguous.Keys.Where(name => !_columns.ContainsKey(name)).ToList())
            _ambiguous.Remove(name);
    }
}
