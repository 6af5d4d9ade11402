using Grid.Client;
using Grid.Columns;
using Grid.Query;

namespace Grid.Cli;

/// <summary>What a model predicts, as columns: those that are kept of the table, prediction, and probability_CLASS for each class where that was asked for.</summary>
internal sealed class PredictionTable
{
    private readonly Predictions _predictions;
    private readonly Scalar[] _classes;
    private readonly bool _probabilities;
    private readonly (int Rows, Func<int, Scalar>[] Columns)[] _kept;
    private readonly LogicalType[] _keptTypes;

    /// <exception cref="UsageException">A column that is kept has the name of one of the predictions'.</exception>
    public PredictionTable(string target, Predictions predictions, bool probabilities)
    {
        Kept = predictions.Kept is [var first, ..] ? [.. first.Schema.Fields.Select(f => f.Name)] : [];
        _kept = [.. predictions.Kept.Select(batch => (batch.Length, batch.Columns.Select(ColumnCells.Of).ToArray()))];
        _keptTypes = predictions.Kept is [var one, ..] ? [.. one.Columns.Select(c => c.Type.Logical)] : [];
        (Target, _predictions, _probabilities) = (target, predictions, probabilities && predictions.Labels is not null);
        _classes = predictions.Labels is { } labels ? [.. Enumerable.Range(0, labels.Count).Select(ColumnCells.Of(labels.Values))] : [];
        RequireFree(Kept, Predicted);
    }

    /// <summary>Refuses to keep columns whose names are those of the predictions.</summary>
    /// <exception cref="UsageException">One has such a name.</exception>
    public static void RequireFree(IReadOnlyList<string> keep, IEnumerable<string> predicted)
    {
        if (keep.Intersect(predicted, StringComparer.Ordinal).FirstOrDefault() is { } taken)
            throw new UsageException($"--keep {taken}: a column of the predictions has this name; keep it under another, as with --with \"old={taken}\" --keep old");
    }

    /// <summary>The columns of the table that stand before the predictions.</summary>
    public IReadOnlyList<string> Kept { get; }

    /// <summary>The column that is predicted.</summary>
    public string Target { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows => _predictions.Rows;

    /// <summary>The classes, where their probabilities were asked for.</summary>
    public IReadOnlyList<Scalar> Classes => _probabilities ? _classes : [];

    /// <summary>The names of the predictions' columns.</summary>
    public IEnumerable<string> Predicted => ["prediction", .. Classes.Select(c => $"probability_{c}")];

    /// <summary>The values of a kept column.</summary>
    public IEnumerable<Scalar> KeptOf(int column) => _kept.SelectMany(batch => Enumerable.Range(0, batch.Rows).Select(batch.Columns[column]));

    private IEnumerable<IReadOnlyList<Scalar>> KeptRows => _kept.Length == 0
        ? Enumerable.Repeat<IReadOnlyList<Scalar>>([], Rows)
        : _kept.SelectMany(batch => Enumerable.Range(0, batch.Rows).Select(i => (IReadOnlyList<Scalar>)[.. batch.Columns.Select(cell => cell(i))]));

    /// <summary>What is predicted for a row.</summary>
    public Scalar ValueOf(int row) => _predictions.Values switch
    {
        DictionaryColumn classes => _classes[classes.Code(row)],
        PrimitiveColumn<double> numbers => Scalar.Float64(numbers.Values[row]),
        var other => throw new InvalidOperationException($"Predictions of {other.Type} were not expected."),
    };

    /// <summary>The probability of each class for a row, where that was asked for.</summary>
    public ReadOnlySpan<double> ProbabilitiesOf(int row) => _probabilities ? _predictions.ProbabilitiesOf(row) : default;

    /// <summary>The first rows, for reading.</summary>
    public AnswerTable Head(int rows)
    {
        var head = new List<IReadOnlyList<Scalar>>();
        foreach (var (i, kept) in KeptRows.Take(rows).Index())
            head.Add([.. kept, ValueOf(i), .. ProbabilitiesOf(i).ToArray().Select(Scalar.Float64)]);
        return AnswerTable.Of([.. Kept.Select(name => (name, false)), .. Predicted.Select((name, i) => (name, i > 0 || _classes.Length == 0))], head);
    }

    /// <summary>All rows as columns.</summary>
    public RecordBatch ToBatch()
    {
        var columns = new List<Column>();
        for (int k = 0; k < Kept.Count; k++)
            columns.Add(AnswerBatch.Column(_keptTypes[k], [.. KeptOf(k)]));
        columns.Add(_predictions.Values);
        for (int k = 0; k < Classes.Count; k++)
        {
            var column = new double[Rows];
            for (int i = 0; i < column.Length; i++)
                column[i] = _predictions.ProbabilitiesOf(i)[k];
            columns.Add(ColumnFactory.Primitive<double>(DataType.Float64, column));
        }
        return new RecordBatch(new Schema(Kept.Concat(Predicted).Select((name, i) => new Field(name, columns[i].Type))), columns, Rows);
    }
}
