using System.Text;
using Grid.Query;
using Grid.Sources;

namespace Grid.Client;

/// <summary>Recipes as files.</summary>
public static class RecipeFile
{
    /// <summary>What a recipe may replace: another, or an empty file.</summary>
    public static ReplaceRule Replaces { get; } = ReplaceRule.Only(Encoding.ASCII.GetBytes(Recipe.Letters), "recipe of Grid's");

    /// <summary>Writes a recipe. One that stood there is replaced when all is written, and kept where that fails.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="OutputException">It cannot be written, or another file stands there.</exception>
    public static void Save(this Recipe recipe, string path)
    {
        using var file = OutputFile.Open(path, Replaces);
        file.Write(Encoding.UTF8.GetBytes(recipe.ToJson()));
    }

    /// <summary>Reads a recipe.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SourceException">It cannot be read.</exception>
    /// <exception cref="QuestionException">It is no recipe, damaged, or of a later version.</exception>
    public static Recipe Load(string path)
    {
        try
        {
            return Recipe.Parse(File.ReadAllText(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new QuestionException($"{path}: the recipe cannot be read: {fault.Message}");
        }
        catch (QuestionException fault)
        {
            throw new QuestionException($"{path}: {fault.Message}");
        }
    }
}
