using System.Buffers.Text;
using System.Security.Cryptography;

namespace Grid.Hosting;

/// <summary>What opens the doors of a folder's silos to other languages: a file in the folder that its owner alone can read. It stays the same for as long as the folder is there.</summary>
internal static class FolderToken
{
    /// <summary>The file's name in the folder.</summary>
    public const string Name = "flight.token";

    private const int Bytes = 32;

    /// <summary>Makes the token where there is none; of several silos at once, one does.</summary>
    public static void Make(string folder)
    {
        string path = Path.Combine(folder, Name);
        if (File.Exists(path))
            return;
        string beside = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new StreamWriter(beside, options))
            file.Write(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));
        NewFile.TryMove(beside, path);
    }

    /// <summary>The token; null where there is none.</summary>
    /// <exception cref="ClusterException">The folder is another user's.</exception>
    public static string? Read(string folder) => PrivateFolder.Read(folder, () => Path.Combine(folder, Name) is var path && File.Exists(path) ? File.ReadAllText(path).Trim() : null);
}
