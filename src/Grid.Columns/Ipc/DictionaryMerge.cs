namespace Grid.Columns;

/// <summary>Brings batches, each with dictionaries of its own, under one dictionary a column.</summary>
internal sealed class DictionaryMerge
{
    private readonly List<MergedColumn> _columns = [];

    public DictionaryMerge(Schema schema, IReadOnlyList<RecordBatch> batches)
    {
        var fields = schema.Fields.ToArray();
        for (int i = 0; i < fields.Length; i++)
        {
            if (fields[i].Type is not DictionaryType type)
                continue;
            var column = new MergedColumn(i, type, [.. batches.Select(b => ((DictionaryColumn)b.Columns[i]).Values)]);
            fields[i] = fields[i] with { Type = column.Type };
            _columns.Add(column);
        }
        Schema = new Schema(fields);
    }

    /// <summary>The schema of the batches once rewritten; codes may have become wider.</summary>
    public Schema Schema { get; }

    /// <summary>The values of each dictionary column, in the columns' order.</summary>
    public IReadOnlyList<Column> Dictionaries => [.. _columns.Select(c => c.Values)];

    /// <summary>A batch with its codes in the merged dictionaries.</summary>
    public RecordBatch Rewrite(RecordBatch batch)
    {
        var columns = batch.Columns.ToArray();
        foreach (var merged in _columns)
            columns[merged.Position] = merged.Rewrite((DictionaryColumn)columns[merged.Position]);
        return new RecordBatch(Schema, columns, batch.Length);
    }

    private sealed class MergedColumn
    {
        private readonly Dictionary<Column, int[]> _maps = new(ReferenceEqualityComparer.Instance);

        public MergedColumn(int position, DictionaryType type, List<Column> dictionaries)
        {
            (Position, Type) = (position, type);
            if (dictionaries.Count > 0 && dictionaries.TrueForAll(d => ValueBytes.Same(d, dictionaries[0])))
            {
                Values = dictionaries[0];
                return;
            }
            var all = new ValueSet(type.Value);
            foreach (var dictionary in dictionaries)
            {
                var map = new int[dictionary.Length];
                for (int i = 0; i < map.Length; i++)
                    map[i] = all.Add(ValueBytes.Of(dictionary, i));
                _maps[dictionary] = map;
            }
            if (type.Ordered)
            {
                var moved = all.Sort();
                foreach (var map in _maps.Values)
                {
                    for (int i = 0; i < map.Length; i++)
                        map[i] = moved[map[i]];
                }
            }
            Values = all.ToColumn();
            Type = DataType.Dictionary(IndexFor(type.Index, all.Count), type.Value, type.Ordered);
        }

        public int Position { get; }

        public DictionaryType Type { get; }

        public Column Values { get; }

        public DictionaryColumn Rewrite(DictionaryColumn column) => _maps.Count == 0
            ? column
            : new DictionaryColumn(CodeRewriter.Apply(column.Codes, _maps[column.Values], Type.Index), Values, Type.Ordered);

        private static DataType IndexFor(DataType index, int values) => index.Id switch
        {
            TypeId.Int8 when values > sbyte.MaxValue + 1 => IndexFor(DataType.Int16, values),
            TypeId.Int16 when values > short.MaxValue + 1 => DataType.Int32,
            TypeId.UInt8 when values > byte.MaxValue + 1 => IndexFor(DataType.UInt16, values),
            TypeId.UInt16 when values > ushort.MaxValue + 1 => DataType.Int32,
            _ => index,
        };
    }
}
