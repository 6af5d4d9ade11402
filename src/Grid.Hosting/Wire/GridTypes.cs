namespace Grid.Hosting;

/// <summary>Lets the types of Grid's own assemblies be named in messages, such as the value of an encoded list's element.</summary>
internal sealed class GridTypes : Orleans.Serialization.ITypeNameFilter
{
    public bool? IsTypeNameAllowed(string typeName, string assemblyName) =>
        assemblyName.StartsWith("Grid.", StringComparison.Ordinal) || typeName.StartsWith("Grid.", StringComparison.Ordinal) ? true : null;
}
