namespace Grid.Columns;

/// <summary>How a column lies in a record batch of a stream.</summary>
/// <param name="Field">The column as Grid holds it.</param>
/// <param name="Text">For text: how the values lie, which may be another way than Grid's.</param>
/// <param name="DictionaryId">The dictionary that the codes point into; -1 for a plain column.</param>
internal sealed record ColumnLayout(Field Field, TextLayout Text, long DictionaryId)
{
    /// <summary>The layout of the dictionary's values, as a column of their own.</summary>
    public ColumnLayout Values =>
        new(new Field(Field.Name, ((DictionaryType)Field.Type).Value), Text, -1);
}
