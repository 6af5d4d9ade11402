namespace Grid.Query;

/// <summary>Which columns a transform puts others in the place of, or adds.</summary>
public static class ChangedColumns
{
    /// <summary>Their names.</summary>
    public static IEnumerable<string> Of(Transform transform) => transform switch
    {
        WithColumnTransform with => [with.Name],
        FillMissingTransform fill => [fill.Column],
        FittedTransform fitted => [fitted.Column],
        FillStep fill => fill.Columns.Select(column => column.Column),
        ScaleStep scale => scale.Columns.Select(column => column.Column),
        ClipStep clip => clip.Columns.Select(column => column.Column),
        OrdinalStep ordinal => ordinal.Columns,
        _ => [],
    };
}
