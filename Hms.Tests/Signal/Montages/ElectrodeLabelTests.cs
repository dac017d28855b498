using Hms.Signal.Montages;

namespace Hms.Tests.Signal.Montages;

public sealed class ElectrodeLabelTests
{
    [Theory]
    [InlineData("Fp1", "Fp1", null)]
    [InlineData("FP1", "Fp1", null)]
    [InlineData("Fp1.", "Fp1", null)]
    [InlineData("Fcz", null, null)]
    [InlineData("T3", "T3", null)]
    [InlineData("T7", "T3", null)]
    [InlineData("t8", "T4", null)]
    [InlineData("P7", "T5", null)]
    [InlineData("EEG P8-Ref", "T6", "REF")]
    [InlineData("EEG Fp1-REF", "Fp1", "REF")]
    [InlineData("EEG FP1-LE", "Fp1", "LE")]
    [InlineData("EEG Fp1", "Fp1", null)]
    [InlineData("EEG Fp1 REF", "Fp1", "REF")]
    [InlineData("EEG:Fp1/A1", "Fp1", "A1")]
    [InlineData("POL O2", "O2", null)]
    [InlineData("Fp1-A1", "Fp1", "A1")]
    [InlineData("C4:M1", "C4", "M1")]
    [InlineData("FZ-(A1+A2)/2", "Fz", "(A1+A2)/2")]
    [InlineData("EKG", "EKG", null)]
    [InlineData("ECG EKG", "EKG", null)]
    [InlineData("EKG1", "EKG", null)]
    [InlineData("ECG1-ECG2", "EKG", null)]
    [InlineData("EEG EKG1-REF", "EKG", "REF")]
    [InlineData("POL ECG", "EKG", null)]
    [InlineData("EKG2", null, null)]
    [InlineData("EEG F1-Ref", null, null)]
    [InlineData("A1", null, null)]
    [InlineData("Fp1-Foo", null, null)]
    [InlineData("EEG", null, null)]
    [InlineData("", null, null)]
    [InlineData("Resp oro-nasal", null, null)]
    [InlineData("Status", null, null)]
    public void Parse_Label_GivesElectrodeAndReference(string label, string? electrode, string? reference)
    {
        var kind = electrode is null ? ElectrodeLabelKind.Unknown : ElectrodeLabelKind.Referential;
        Assert.Equal(new ElectrodeLabel(kind, electrode, reference), ElectrodeLabel.Parse(label));
    }

    [Theory]
    [InlineData("Fp2-T4")]
    [InlineData("F7-C3")]
    [InlineData("EEG Fp1-F7")]
    [InlineData("EEG C3 - Cz")]
    [InlineData("T7-P7")]
    [InlineData("Fpz-Cz")]
    [InlineData("FP1:F3")]
    public void Parse_TwoElectrodes_IsBipolarAndNoElectrode(string label) =>
        Assert.Equal(new ElectrodeLabel(ElectrodeLabelKind.Bipolar, null, null), ElectrodeLabel.Parse(label));

    [Fact]
    public void Parse_EveryChannelOfTheLayout_IsItself() => Assert.All(Electrodes.HmsOrder, name => Assert.Equal(name, ElectrodeLabel.Parse(name).Electrode));
}
