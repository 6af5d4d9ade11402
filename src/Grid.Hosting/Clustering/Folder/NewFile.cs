using System.Runtime.InteropServices;

namespace Grid.Hosting;

/// <summary>Gives a file a name that nothing has yet, of any number of processes that try at once to one alone.</summary>
internal static partial class NewFile
{
    /// <summary>Moves a file to a path; false, and the file is gone, where something is there already.</summary>
    public static bool TryMove(string file, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            try
            {
                File.Move(file, path, overwrite: false);
                return true;
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(file);
                return false;
            }
        }
        // Elsewhere File.Move looks whether there is a file, and then renames over whatever has come meanwhile.
        bool isFirst = Link(file, path) == 0;
        int error = isFirst ? 0 : Marshal.GetLastPInvokeError();
        File.Delete(file);
        if (!isFirst && !File.Exists(path))
            throw new IOException($"{path} cannot be made: {Marshal.GetPInvokeErrorMessage(error)}.");
        return isFirst;
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Link(string file, string path);
}
