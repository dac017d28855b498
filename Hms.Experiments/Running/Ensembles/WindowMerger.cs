using System.Globalization;
using Hms.Data.Views;
using Hms.Data.Windows;

namespace Hms.Experiments.Running.Ensembles;

/// <summary>One window of each recording for all members of an ensemble: what two members read of the same kind of recording must be the same.</summary>
internal static class WindowMerger
{
    /// <summary>The window options that suit all members.</summary>
    /// <param name="members">Name, windows and signals of each.</param>
    /// <exception cref="UserErrorException">Two members differ; the message names both values.</exception>
    public static WindowOptions Merge(IReadOnlyList<(string Name, WindowOptions Windows, RecordingColumns Sources)> members)
    {
        var readers = (RecordingColumns source) => members.Where(member => member.Sources.HasFlag(source)).ToArray();
        var (eeg, spectrogram) = (readers(RecordingColumns.Eeg), readers(RecordingColumns.Spectrogram));
        RequireEqual("rows.window.short", [.. members], window => window.Short);
        RequireEqual("rows.window.position", eeg, window => window.Position);
        RequireEqual("rows.window.durationSeconds", eeg, window => window.DurationSeconds);
        RequireEqual("the sample rate", eeg, window => window.SampleRateHz);
        RequireEqual("rows.window.spectrogramPosition", spectrogram, window => window.SpectrogramPosition);
        RequireEqual("rows.window.spectrogramRows", spectrogram, window => window.SpectrogramRows);
        var merged = (eeg.Length > 0 ? eeg : spectrogram)[0].Windows;
        return spectrogram.Length == 0 ? merged : merged with { SpectrogramPosition = spectrogram[0].Windows.SpectrogramPosition, SpectrogramRows = spectrogram[0].Windows.SpectrogramRows };
    }

    private static void RequireEqual<T>(string setting, (string Name, WindowOptions Windows, RecordingColumns Sources)[] members, Func<WindowOptions, T> value)
    {
        foreach (var member in members.Skip(1))
        {
            var (first, other) = (value(members[0].Windows), value(member.Windows));
            if (EqualityComparer<T>.Default.Equals(first, other)) { continue; }
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture,
                $"Members \"{members[0].Name}\" and \"{member.Name}\" read other windows: {setting} is {first} and {other}. One model file cuts a recording in one way; give both the same."));
        }
    }
}
