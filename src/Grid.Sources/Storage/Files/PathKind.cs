namespace Grid.Sources;

/// <summary>What stands at a path.</summary>
internal enum PathKind
{
    Nothing,
    File,
    Folder,
    Device,
    Pipe,
    Socket,
}
