namespace Grid.Hosting;

/// <summary>The names that silos of a folder may have: files are called after them.</summary>
internal static class SiloName
{
    private const int Longest = 64;

    /// <summary>Refuses a name that no file of the folder could have.</summary>
    /// <exception cref="ClusterException">It is one.</exception>
    public static void Check(string name)
    {
        bool isName = name.Length is > 0 and <= Longest && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
        if (!isName)
            throw new ClusterException($"a silo cannot be called '{name}': expected up to {Longest} letters, digits, '-', '_' and '.', a letter or digit first, such as silo-1.");
    }
}
