using Grid.Arrow;

namespace Grid.Learning;

/// <summary>Reads a feature's column of a table to predict as the numbers that a model's thresholds are of.</summary>
internal sealed class FeatureReader
{
    private readonly Feature _feature;
    private readonly Column _column;
    private readonly double[]? _dictionary;

    private FeatureReader(Feature feature, Column column)
    {
        (_feature, _column) = (feature, column);
        if (column is DictionaryColumn dictionary)
        {
            _dictionary = new double[dictionary.Values.Length];
            ReadPlain(dictionary.Values, _dictionary);
        }
    }

    /// <summary>The reader of a feature that the table has.</summary>
    /// <exception cref="LearningException">The column is of another kind.</exception>
    public static FeatureReader For(Feature feature, RecordBatch batch)
    {
        var column = batch.Columns[batch.Schema.IndexOf(feature.Name)];
        bool text = ColumnReader.IsText(column.Type), wanted = feature.Categories is not null;
        if (text && !wanted)
            throw new LearningException($"Column '{feature.Name}' holds text{Example(column)} where a number must be; the model learned from {feature.Type}.");
        if (!text && wanted)
            throw new LearningException($"Column '{feature.Name}' is {column.Type.Logical}, but the model learned from text; load it as text.");
        if (feature.Type is TimestampType learned && column.Type.Logical is TimestampType given && learned.Unit != given.Unit)
            throw new LearningException($"Column '{feature.Name}' is {given}, but the model learned from {learned}; load it with that unit.");
        return new FeatureReader(feature, column);
    }

    /// <summary>The values from a row on, NaN where one is missing or a category unknown.</summary>
    public void Read(int start, Span<double> into)
    {
        var column = _column.Slice(start, into.Length);
        if (_dictionary is null || column is not DictionaryColumn dictionary)
        {
            ReadPlain(column, into);
            return;
        }
        for (int i = 0; i < into.Length; i++)
            into[i] = dictionary.IsValid(i) ? _dictionary[dictionary.Code(i)] : double.NaN;
    }

    private void ReadPlain(Column column, Span<double> into)
    {
        if (_feature.CategoryCodes is not { } codes)
        {
            ColumnReader.ReadNumbers(column, into);
            return;
        }
        var texts = new string?[into.Length];
        ColumnReader.ReadTexts(column, texts);
        for (int i = 0; i < into.Length; i++)
            into[i] = texts[i] is { } text && codes.TryGetValue(text, out int code) ? code : double.NaN;
    }

    private static string Example(Column column)
    {
        for (int i = 0; i < column.Length; i++)
        {
            if (!column.IsValid(i))
                continue;
            var one = new string?[1];
            ColumnReader.ReadTexts(column.Slice(i, 1), one);
            return $" ('{one[0]}')";
        }
        return "";
    }
}
