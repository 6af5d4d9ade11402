using Grid.Columns;

namespace Grid.Query;

/// <summary>Binds a join to the columns of a table, and adds to these what it takes over.</summary>
internal static class JoinBinder
{
    /// <summary>Binds a join.</summary>
    /// <param name="join">The join.</param>
    /// <param name="scope">The table's columns; takes those of the other side.</param>
    /// <param name="filter">The condition that the table's rows meet; null where all are kept.</param>
    /// <param name="other">The other side's columns.</param>
    /// <param name="taken">The names of the columns of the source and of the joins before this one; takes those of this one.</param>
    /// <exception cref="QuestionException">A key is unknown or ambiguous, keys do not compare, or the name is taken.</exception>
    public static JoinStep Bind(JoinTransform join, Scope scope, Expression? filter, Scope other, ISet<string> taken)
    {
        if (join.Keys.Count == 0 || join.Keys.Count != join.OtherKeys.Count)
            throw new QuestionException($"the join with '{join.Name}' has {join.Keys.Count} keys here and {join.OtherKeys.Count} there; name at least one, and as many of both.");
        var keys = new Expression[join.Keys.Count];
        var (texts, types) = (new string[keys.Length], new LogicalType[keys.Length]);
        for (int k = 0; k < keys.Length; k++)
        {
            var (own, others) = Sides(join, join.Keys[k], join.OtherKeys[k], scope, other);
            (keys[k], texts[k]) = (Key(own, scope, join.OwnName), others);
            var type = Key(others, other, join.Name).Type;
            types[k] = JoinKeyType.Of(keys[k].Type, type)
                ?? throw new QuestionException(ExpressionFault.Sentence(JoinKeyType.Mismatch(own, keys[k].Type, $"{join.Name}.{others}", type)));
        }
        bool takesOver = join.Kind is JoinKind.Inner or JoinKind.Left;
        var side = new JoinSideSpec { Source = join.Source.Id, Keys = texts, KeyTypes = types, Columns = takesOver ? other.Names : [] };
        var step = JoinStep.Of(join.Kind, keys, filter, side, takesOver ? Fields(join, scope, other, taken) : []);
        if (takesOver)
            TakeOver(join, scope, other, step.Columns, texts);
        return step;
    }

    private static Field[] Fields(JoinTransform join, Scope scope, Scope other, ISet<string> taken)
    {
        if (join.Name == join.OwnName || scope.IsTable(join.Name))
            throw new QuestionException($"two tables of a join are called '{join.Name}': give this one another name by 'as', such as '{join.Name} as other'.");
        var fields = new List<Field>();
        foreach (var (name, value) in other.Columns)
        {
            string full = $"{join.Name}.{name}";
            if (scope.Has(full))
                throw new QuestionException($"there is a column '{full}' already: give '{join.Name}' another name by 'as', such as '{join.Name} as other'.");
            // One that is not listed any more may be called so.
            while (!taken.Add(full))
                full += "'";
            fields.Add(new Field(full, value.Type.Storage));
        }
        return [.. fields];
    }

    // A key of one name on both sides is one column.
    private static void TakeOver(JoinTransform join, Scope scope, Scope other, IReadOnlyList<Field> fields, string[] keys)
    {
        scope.AddOwn(join.OwnName);
        scope.AddJoined(join.Name, other.Names.Select((name, i) => (name, Expression.Column(fields[i]), Array.IndexOf(keys, name) >= 0 && join.Keys.Contains(name))));
    }

    // Equality has no order: a key that only the other side has is its.
    private static (string Own, string Others) Sides(JoinTransform join, string key, string otherKey, Scope scope, Scope other)
    {
        string own = Unqualified(key, join.OwnName, scope), others = Unqualified(otherKey, join.Name, other);
        if (scope.Find(own) is not null && other.Find(others) is not null)
            return (own, others);
        string swapped = Unqualified(otherKey, join.OwnName, scope), swappedOther = Unqualified(key, join.Name, other);
        return scope.Find(swapped) is not null && other.Find(swappedOther) is not null ? (swapped, swappedOther) : (own, others);
    }

    private static string Unqualified(string key, string table, Scope scope) =>
        key.StartsWith($"{table}.", StringComparison.Ordinal) && scope.Find(key) is null ? key[(table.Length + 1)..] : key;

    private static Expression Key(string key, Scope scope, string table)
    {
        try
        {
            return Binder.Bind(key, scope);
        }
        catch (QuestionException e)
        {
            throw new QuestionException($"a key of '{table}', {e.Message}");
        }
    }
}
