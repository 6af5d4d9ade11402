using Grid.Arrow;
using Grid.Client;
using Grid.Learning;
using Grid.Statistics;

namespace Grid.Cli;

/// <summary>What a model predicts, as columns: prediction, and probability_CLASS for each class where that was asked for.</summary>
internal sealed class PredictionTable
{
    private readonly Predictions _predictions;
    private readonly Scalar[] _classes;
    private readonly bool _probabilities;

    public PredictionTable(string target, Predictions predictions, bool probabilities)
    {
        (Target, _predictions, _probabilities) = (target, predictions, probabilities && predictions.Labels is not null);
        _classes = predictions.Labels is { } labels ? [.. Enumerable.Range(0, labels.Count).Select(k => ClassOf(labels, k))] : [];
    }

    /// <summary>The column that is predicted.</summary>
    public string Target { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows => _predictions.Rows;

    /// <summary>The classes, where their probabilities were asked for.</summary>
    public IReadOnlyList<Scalar> Classes => _probabilities ? _classes : [];

    /// <summary>The columns' names.</summary>
    public IReadOnlyList<string> Names => ["prediction", .. Classes.Select(c => $"probability_{c}")];

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
        for (int i = 0; i < Math.Min(rows, Rows); i++)
            head.Add([ValueOf(i), .. ProbabilitiesOf(i).ToArray().Select(Scalar.Float64)]);
        return AnswerTable.Of([.. Names.Select((name, i) => (name, i > 0 || _classes.Length == 0))], head);
    }

    /// <summary>All rows as columns.</summary>
    public RecordBatch ToBatch()
    {
        var columns = new List<Column> { _predictions.Values };
        for (int k = 0; k < Classes.Count; k++)
        {
            var column = new double[Rows];
            for (int i = 0; i < column.Length; i++)
                column[i] = _predictions.ProbabilitiesOf(i)[k];
            columns.Add(ColumnFactory.Primitive<double>(DataType.Float64, column));
        }
        return new RecordBatch(new Schema(Names.Select((name, i) => new Field(name, columns[i].Type))), columns, Rows);
    }

    private static Scalar ClassOf(ClassLabels labels, int k) => labels.Values switch
    {
        BoolColumn c => Scalar.Bool(c.Values[k]),
        PrimitiveColumn<ulong> c => Scalar.UInt64(c.Values[k]),
        PrimitiveColumn<double> c => Scalar.Float64(c.Values[k]),
        PrimitiveColumn<long> { Type: TimestampType type } c => Scalar.Timestamp(type, c.Values[k]),
        PrimitiveColumn<long> c => Scalar.Int64(c.Values[k]),
        PrimitiveColumn<int> c => Scalar.Date(c.Values[k]),
        _ => Scalar.Text(labels.Names[k]),
    };
}
