namespace Grid.Sources;

/// <summary>A file of a plan.</summary>
/// <param name="File">The file as it is now.</param>
/// <param name="Index">Which file of the plan it is, from 0.</param>
internal readonly record struct PlannedFile(FileStamp File, int Index);
