using Grid.Columns;

namespace Grid.Sources;

/// <summary>
/// The notes of a plan, of a split, or of all of a load. They merge in any order and grouping: of each kind, a column has
/// the note that stands first among the files and rows; of what made it text, the first other value too.
/// </summary>
/// <param name="Items">The notes; in the order of the columns once <see cref="InOrder"/> has made it so.</param>
public sealed record SourceNotes(IReadOnlyList<SourceNote> Items)
{
    /// <summary>No notes.</summary>
    public static SourceNotes None { get; } = new([]);

    /// <summary>The notes of both.</summary>
    public SourceNotes Merge(SourceNotes other)
    {
        if (other.Items.Count == 0)
            return this;
        var first = new Dictionary<(NoteKind, string?), SourceNote>();
        foreach (var note in Items.Concat(other.Items))
        {
            first[(note.Kind, note.Column)] = !first.TryGetValue((note.Kind, note.Column), out var present) ? note : Compare(note, present) < 0 ? First(note, present) : First(present, note);
        }
        return new SourceNotes([.. first.Values.Order(Comparer<SourceNote>.Create(Compare))]);
    }

    /// <summary>The notes as they are told: those of all columns, then column by column.</summary>
    public SourceNotes InOrder(Schema schema) =>
        new([.. Items.OrderBy(note => note.Column is null ? -1 : schema.IndexOf(note.Column)).ThenBy(note => note.Kind)]);

    private static SourceNote First(SourceNote first, SourceNote second) => first.Kind != NoteKind.Text || first.Value is null || second.Value is null ? first
        : first with { Other = OtherValue.First(first.Value, first.Other, new OtherValue(second.Value, second.FileIndex, second.Offset), second.Other) };

    private static int Compare(SourceNote a, SourceNote b) =>
        (a.FileIndex, a.Offset, a.Kind).CompareTo((b.FileIndex, b.Offset, b.Kind)) is not 0 and var order ? order
        : string.CompareOrdinal(a.Column, b.Column) is not 0 and var name ? name
        : string.CompareOrdinal(a.Text, b.Text);
}
