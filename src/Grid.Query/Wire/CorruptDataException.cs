namespace Grid.Query;

/// <summary>Bytes of a scan or a state that cannot be read: damaged, cut short, or of another version.</summary>
public sealed class CorruptDataException : Exception
{
    /// <summary>Says what was read and what is wrong with it.</summary>
    public CorruptDataException(string what, string fault) : base($"The bytes of a {what} cannot be read: {fault}.")
    {
    }
}
