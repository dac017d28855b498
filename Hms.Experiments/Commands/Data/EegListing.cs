using System.Globalization;
using Hms.Data.Files;

namespace Hms.Experiments.Commands.Data;

/// <summary>The EEG files of a data set.</summary>
internal static class EegListing
{
    /// <summary>Ids of the files in train_eegs and test_eegs, ascending.</summary>
    public static IEnumerable<long> Ids(HmsFolder folder) => new[] { "train_eegs", "test_eegs" }
        .Select(name => Path.Combine(folder.Root, name)).Where(Directory.Exists).SelectMany(path => Directory.EnumerateFiles(path, "*.parquet"))
        .Select(path => long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : -1)
        .Where(id => id >= 0).Distinct().Order();
}
