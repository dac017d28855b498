using System.Globalization;
using System.Text.Json;
using Hms.Data;
using Hms.Data.Files;
using Hms.Experiments.Reporting;
using Hms.Experiments.Reporting.Recordings;

namespace Hms.Experiments.Commands.Data;

/// <summary>Counts and draws how classes and votes are distributed.</summary>
internal static class ShowVotes
{
    public static void Run(HmsFolder folder, string? path, bool asJson, CommandTerminal terminal)
    {
        if (!folder.HasLabels) { throw new HmsDataException(folder.LabelsPath, "no such file; only train.csv has votes."); }
        var votes = VoteStatistics.Of(folder.ReadLabels());
        if (path is not null) { VoteFigure.Draw(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Root))), votes, EegPicture.Width).Save(path); }
        if (asJson)
        {
            terminal.Out.WriteLine(JsonSerializer.Serialize(votes, ReportJson.Options));
            return;
        }
        terminal.Out.WriteLine($"{folder.Root}: {votes.Rows} label rows, {votes.Eegs} EEGs, {votes.Spectrograms} spectrograms, {votes.Patients} patients");
        ResultTable.Write(terminal, ["class", "votes", "share", "mean share, EEGs", "mean share, spectrograms", "rows with most votes", "EEGs", "spectrograms"], votes.Classes.Select(x => (string[])
            [x.Name, $"{x.Votes}", Share(x.ShareOfVotes), Share(x.MeanShareByEeg), Share(x.MeanShareBySpectrogram), $"{x.ConsensusRows}", $"{x.ConsensusEegs}", $"{x.ConsensusSpectrograms}"]));
        ResultTable.Write(terminal, ["rows with", "rows", "unanimous", "share of the top class", .. VoteClasses.Names], new[] { ("fewer than 10 votes", votes.Few), ("10 votes or more", votes.Many) }
            .Select(x => (string[])[x.Item1, $"{x.Item2.Rows}", Share(x.Item2.UnanimousShare), Share(x.Item2.MeanTopShare), .. x.Item2.TopShareByClass.Select(Share)]));
        if (path is not null) { terminal.Out.WriteLine($"-> {path}"); }
    }

    private static string Share(double share) => double.IsNaN(share) ? "-" : share.ToString("0.000", CultureInfo.InvariantCulture);
}
