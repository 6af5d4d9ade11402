namespace Grid.Sources;

/// <summary>Addresses of the web: <c>http://</c> and <c>https://</c>. Each names one file; there are neither folders nor globs.</summary>
internal static class HttpPath
{
    /// <summary>Whether a path is an address.</summary>
    public static bool IsOne(string path) =>
        path.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The address.</summary>
    /// <exception cref="SourceException">It is none, or holds a password.</exception>
    public static Uri Parse(string path)
    {
        if (!Uri.TryCreate(path, UriKind.Absolute, out var address) || address.Host.Length == 0)
            throw new SourceException($"{path} is no address; expected one such as https://host/path/table.csv.", path);
        return address.UserInfo.Length == 0 ? address
            : throw new SourceException($"the address of {address.Host} holds a name or a password, which would be told in messages; take what is before '@' off it.", address.Host);
    }
}
