using System.Globalization;
using Hms.Experiments.Commands;
using Hms.Experiments.Running;

namespace Hms.Experiments.Reporting;

/// <summary>The epochs of a training as a table.</summary>
internal static class EpochTable
{
    private static readonly string[] Columns = ["fold", "stage", "epoch", "training loss", "held-out KL", "KL, many votes", "rows", "learning rate", "images/s", "waited"];

    /// <summary>Writes the table.</summary>
    public static void Write(CommandTerminal terminal, IReadOnlyList<RunEpoch> epochs) =>
        ResultTable.Write(terminal, Columns, epochs.Select(epoch => (IReadOnlyList<string>)
        [
            Text(epoch.Fold, "D"), Text(epoch.Stage, "D"), Text(epoch.Epoch, "D"), Text(epoch.TrainKl, "F4"), Text(epoch.Kl, "F4"), Text(epoch.HighVoteKl, "F4"), Text(epoch.HighVoteRows, "D"),
            Text(epoch.LearningRate, "G3"), Text(epoch.ImagesPerSecond, "F1"), Text(epoch.InputStall, "P1"),
        ]));

    private static string Text(IFormattable? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
