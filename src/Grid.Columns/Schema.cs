using System.Collections.Frozen;

namespace Grid.Columns;

/// <summary>The ordered columns of a table. Compared by value.</summary>
public sealed class Schema : IEquatable<Schema>
{
    private readonly Field[] _fields;
    private readonly FrozenDictionary<string, int> _positions;

    /// <summary>Makes a schema of these fields, in this order.</summary>
    /// <exception cref="ArgumentException">Two fields have one name.</exception>
    public Schema(IEnumerable<Field> fields)
    {
        _fields = [.. fields];
        var positions = new Dictionary<string, int>(_fields.Length, StringComparer.Ordinal);
        for (int i = 0; i < _fields.Length; i++)
        {
            if (!positions.TryAdd(_fields[i].Name, i))
                throw new ArgumentException($"Two columns are named '{_fields[i].Name}'.", nameof(fields));
        }
        _positions = positions.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<Field> Fields => _fields;

    /// <summary>The column at a position.</summary>
    public Field this[int index] => _fields[index];

    /// <summary>How many columns there are.</summary>
    public int Count => _fields.Length;

    /// <summary>The position of a column, or -1 where there is none of that name.</summary>
    public int IndexOf(string name) => _positions.GetValueOrDefault(name, -1);

    /// <summary>The same columns, each stored as plainly as its <see cref="LogicalType.Storage"/> says.</summary>
    public Schema Plain() => new(_fields.Select(field => field with { Type = field.Logical.Storage }));

    /// <inheritdoc/>
    public bool Equals(Schema? other) => other is not null && _fields.AsSpan().SequenceEqual(other._fields);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Schema);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var field in _fields)
            hash.Add(field);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _fields.Select(f => f.ToString()));
}
