using Grid.Columns;

namespace Grid.Query;

/// <summary>The columns that an expression may name, in order: those of the source, and those that transforms compute.</summary>
internal sealed class Scope
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, Expression> _columns = new(StringComparer.Ordinal);

    public Scope(Schema schema)
    {
        foreach (var field in schema.Fields)
            Set(field.Name, Expression.Column(field));
    }

    public IReadOnlyList<string> Names => _names;

    public Expression? Find(string name) => _columns.GetValueOrDefault(name);

    /// <summary>The column of a name.</summary>
    /// <exception cref="QuestionException">There is none.</exception>
    public Expression Get(string name) => Find(name) ?? throw new QuestionException(ExpressionFault.Sentence($"unknown column '{name}': {NearestName.Advice(name, _names)}"));

    /// <summary>Adds a column at the end, or puts another in the place of the one of that name.</summary>
    public void Set(string name, Expression column)
    {
        if (!_columns.ContainsKey(name))
            _names.Add(name);
        _columns[name] = column;
    }

    /// <summary>Keeps these columns, in this order.</summary>
    public void Keep(IReadOnlyList<string> names)
    {
        var kept = names.Distinct(StringComparer.Ordinal).Select(n => (Name: n, Column: Get(n))).ToList();
        _names.Clear();
        _columns.Clear();
        foreach (var (name, column) in kept)
            Set(name, column);
    }
}
