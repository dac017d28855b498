namespace Hms.Experiments.Commands.Data;

/// <summary>Keeps what a command writes from replacing a part of the data set that it read.</summary>
internal static class OutputFile
{
    private static readonly string[] Tables = ["train.csv", "test.csv"];
    private static readonly string[] Folders = ["train_eegs", "test_eegs", "train_spectrograms", "test_spectrograms"];

    /// <summary>Refuses a path that is a table of a data set or lies among its recordings.</summary>
    /// <param name="root">Folder of the data set.</param>
    /// <param name="path">File to write.</param>
    /// <param name="option">Name of the option that gave it.</param>
    /// <exception cref="UserErrorException">It is.</exception>
    public static void RequireNotOf(string root, string path, string option)
    {
        var relative = Path.GetRelativePath(root, path);
        if (Tables.Contains(relative, StringComparer.OrdinalIgnoreCase) || Folders.Any(folder => relative.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase)))
        {
            throw new UserErrorException($"{option} {path}: that would replace a part of the data set; name another file.");
        }
    }
}
