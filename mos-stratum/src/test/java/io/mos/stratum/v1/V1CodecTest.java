package io.mos.stratum.v1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Extranonce;
import io.mos.core.chain.VersionMask;
import io.mos.stratum.v1.ClientCall.MiningConfigure;
import io.mos.stratum.v1.ClientCall.MiningSubmit;
import io.mos.stratum.v1.ClientCall.MiningSubscribe;
import io.mos.stratum.v1.MalformedFrameException.Fault;
import io.mos.stratum.v1.PoolCall.MiningNotify;
import io.mos.stratum.v1.PoolCall.Reconnect;
import io.mos.stratum.v1.PoolCall.SetDifficulty;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class V1CodecTest {

    private static final String HASH = "00".repeat(28) + "01020304";

    @Test
    void readsNotifyWhateverTheOrderOfItsKeys() {
        String params =
                "[\"j1\",\"%s\",\"0a0b\",\"0c\",[\"%s\"],\"20000000\",\"1d00ffff\",\"6b002fdd\",true]"
                        .formatted(HASH, HASH);
        MiningNotify notify =
                assertInstanceOf(
                        MiningNotify.class,
                        call("{'params':%s,'id':null,'method':'mining.notify'}", params));
        assertEquals("j1", notify.jobId());
        assertEquals("0a0b", notify.coinbase1().hex());
        assertEquals(0x20000000, notify.version());
        assertEquals(0x1d00ffff, notify.nBits());
        assertEquals(0x6b002fdd, notify.nTime());
        assertTrue(notify.cleanJobs());
        assertEquals("00".repeat(28) + "04030201", notify.prevHash().hex());
        assertEquals(HASH, notify.branch().getFirst().hex());
    }

    @Test
    void roundTripsNotify() {
        String params =
                "[\"j1\",\"%s\",\"0a0b\",\"0c\",[],\"20000000\",\"1d00ffff\",\"6b002fdd\",false]"
                        .formatted(HASH);
        V1Call first = call("{'id':null,'method':'mining.notify','params':%s}", params);
        V1Message again = V1Codec.read(V1Codec.write(V1Message.Call.notification(first)));
        assertEquals(V1Message.Call.notification(first), again);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':7,'result':true,'error':null}",
                "{'result':true,'id':7}",
                "{'jsonrpc':'2.0','id':7,'result':true,'x':{'y':[1]}}",
                "{'id':'7','result':true,'error':null}",
                "{'id':7,'result':true,'error':false,'method':'mining.submit'}",
            })
    void readsReplyInEveryShapeOfTheField(String line) {
        V1Message.Reply reply = assertInstanceOf(V1Message.Reply.class, read(line));
        assertTrue(reply.isTrue());
        assertTrue(MessageId.of(7).matches(reply.id()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[21,'Stale',null]|21|Stale",
                "{'code':23,'message':'low'}|23|low",
                "'no'|20|no",
                "[]|20|''",
                "['x',5]|20|''",
            },
            quoteCharacter = '~')
    void readsErrorInEveryShapeOfTheField(String error, int code, String text) {
        V1Message.Reply reply =
                assertInstanceOf(
                        V1Message.Reply.class,
                        read("{'id':1,'result':null,'error':" + error + "}"));
        assertFalse(reply.isTrue());
        assertEquals(new StratumError(code, text.replace("''", "")), reply.error().orElseThrow());
    }

    @Test
    void keepsForeignErrorTextOutOfTheLogsControlCharacters() {
        V1Message.Reply reply =
                assertInstanceOf(
                        V1Message.Reply.class,
                        read("{'id':1,'result':null,'error':[20,'a\\nb\\u001b[31m',null]}"));
        assertEquals("a b [31m", reply.error().orElseThrow().text());
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1024.0,1024", "1e6,1000000", "0.001,0.001", "0.00020954461467326266,0"})
    void readsDifficultyAsWrittenByAnyPool(String number, String written) {
        SetDifficulty set =
                assertInstanceOf(
                        SetDifficulty.class,
                        call("{'id':null,'method':'mining.set_difficulty','params':[%s]}", number));
        assertEquals(Double.parseDouble(number), set.difficulty().value());
        String json = new String(V1Codec.write(V1Message.Call.notification(set)), UTF_8);
        String expected = written.equals("0") ? number : written;
        assertTrue(json.contains("[" + expected + "]"), json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "1e300", "1e999", "'NaN'", "'x'", "null", "[1]", "true", "{}"})
    void judgesDifficultyThatMakesNoSense(String number) {
        V1Call call = call("{'id':null,'method':'mining.set_difficulty','params':[%s]}", number);
        V1Call.Invalid invalid = assertInstanceOf(V1Call.Invalid.class, call);
        assertEquals("mining.set_difficulty", invalid.method());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "7",
                "[1,'H','','',[],'1','1d00ffff','1',true]",
                "['1','00','','',[],'1','1d00ffff','1',true]",
                "['1','H','zz','',[],'1','1d00ffff','1',true]",
                "['1','H','','0',[],'1','1d00ffff','1',true]",
                "['1','H','','','x','1','1d00ffff','1',true]",
                "['1','H','','',['00'],'1','1d00ffff','1',true]",
                "['1','H','','',[],'123456789','1d00ffff','1',true]",
                "['1','H','','',[],'-1','1d00ffff','1',true]",
                "['1','H','','',[],1,'1d00ffff','1',true]",
                "['1','H','','',[],'1','1d80ffff','1',true]",
                "['1','H','','',[],'1','00000000','1',true]",
            })
    void judgesNotifyThatMakesNoSense(String params) {
        V1Call call =
                call("{'id':null,'method':'mining.notify','params':%s}", params.replace("H", HASH));
        assertInstanceOf(V1Call.Invalid.class, call);
    }

    @Test
    void judgesBranchThatNoBlockCanHave() {
        String branch = ("'" + HASH + "',").repeat(33);
        String params =
                "['1','%s','','',[%s],'1','1d00ffff','1',true]"
                        .formatted(HASH, branch.substring(0, branch.length() - 1));
        V1Call call = call("{'id':null,'method':'mining.notify','params':%s}", params);
        assertInstanceOf(V1Call.Invalid.class, call);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|NOT_JSON",
                "nonsense|NOT_JSON",
                "{|NOT_JSON",
                "{'id':1,|NOT_JSON",
                "{'id':[1,|NOT_JSON",
                "{'id':1}}|NOT_JSON",
                "{'id':1,'result':true}{}|NOT_JSON",
                "{'id':NaN,'result':true}|NOT_JSON",
                "[]|NOT_A_MESSAGE",
                "7|NOT_A_MESSAGE",
                "{}|NOT_A_MESSAGE",
                "{'id':1,'method':5,'params':[]}|NOT_A_MESSAGE",
            },
            quoteCharacter = '~')
    void refusesWhatIsNoMessage(String line, Fault fault) {
        String text = line.equals("''") ? "" : line;
        assertEquals(fault, assertThrows(MalformedFrameException.class, () -> read(text)).fault());
    }

    @Test
    void refusesNestingNumbersAndTokensBeyondTheirLimits() {
        assertBeyondLimits("{'id':1,'result':" + "[".repeat(10_000));
        assertBeyondLimits("{'id':1,'result':" + "{'a':".repeat(10_000));
        assertBeyondLimits("{'id':1,'result':" + "9".repeat(1_000) + "}");
        assertBeyondLimits("{'id':1,'result':[" + "0,".repeat(5_000) + "0]}");
        assertBeyondLimits("{'" + "n".repeat(1_000) + "':1,'result':0}");
    }

    @Test
    void refusesNulBytesAndBrokenUtf8() {
        assertEquals(
                Fault.NOT_JSON,
                assertThrows(MalformedFrameException.class, () -> V1Codec.read(new byte[64]))
                        .fault());
        byte[] line = "{\"id\":1,\"result\":\"??\"}".getBytes(UTF_8);
        line[17] = (byte) 0xff;
        line[18] = (byte) 0xfe;
        assertEquals(
                Fault.NOT_JSON,
                assertThrows(MalformedFrameException.class, () -> V1Codec.read(line)).fault());
    }

    @Test
    void roundTripsSubmitWithAndWithoutVersionBits() {
        for (OptionalInt bits : new OptionalInt[] {OptionalInt.empty(), OptionalInt.of(0x2000)}) {
            MiningSubmit submit =
                    new MiningSubmit("w.1", "j", Extranonce.parseHex("00ff"), -1, 1, bits);
            V1Message.Call call = V1Message.Call.request(9, submit);
            assertEquals(call, V1Codec.read(V1Codec.write(call)));
        }
    }

    @Test
    void judgesShortSubmitInsteadOfRefusingTheLine() {
        V1Call call = call("{'id':1,'method':'mining.submit','params':['w']}", "");
        V1Call.Invalid invalid = assertInstanceOf(V1Call.Invalid.class, call);
        assertEquals("mining.submit", invalid.method());
    }

    @Test
    void readsWhatConfigureAsksForAndGrants() {
        MiningConfigure asked =
                ClientCall.configure(VersionMask.BIP323, 2, Optional.empty(), "mos/1");
        assertEquals(VersionMask.BIP323, asked.versionMask());
        assertEquals(2, asked.minBitCount());
        assertTrue(asked.asksFor(MiningConfigure.VERSION_ROLLING));
        ConfigureResult granted =
                ConfigureResult.of(
                        Map.of(MiningConfigure.VERSION_ROLLING, true), VersionMask.BIP320);
        ConfigureResult read = ConfigureResult.read(granted.toJson()).orElseThrow();
        assertEquals(VersionMask.BIP320, read.versionMask());
        assertFalse(read.isGranted(MiningConfigure.MINIMUM_DIFFICULTY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[[['mining.notify','ab']],'dd2f006b',8]|ab",
                "[['mining.notify','ab'],'dd2f006b',8]|ab",
                "[[['mining.set_difficulty','x'],['mining.notify','ab']],'dd2f006b',8.0]|ab",
                "[[],'dd2f006b','8']|-",
                "[null,'dd2f006b',8,'more']|-",
            })
    void readsSubscribeResultInEveryShapeOfTheField(String result, String sessionId) {
        V1Message.Reply reply =
                assertInstanceOf(V1Message.Reply.class, read("{'id':1,'result':" + result + "}"));
        SubscribeResult subscribed = SubscribeResult.read(reply.result()).orElseThrow();
        assertEquals("dd2f006b", subscribed.extranonce1().hex());
        assertEquals(8, subscribed.extranonce2SizeBytes());
        assertEquals(sessionId, subscribed.sessionId().orElse("-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "null", "[]", "[[],'xx',8]", "[[],'00',-1]", "[[],'00',101]"})
    void refusesSubscribeResultThatMakesNoSense(String result) {
        V1Message.Reply reply =
                assertInstanceOf(V1Message.Reply.class, read("{'id':1,'result':" + result + "}"));
        assertEquals(Optional.empty(), SubscribeResult.read(reply.result()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[]|-|0",
                "['a.example.com',3333,5]|a.example.com|3333",
                "['a.example.com','3333']|a.example.com|3333",
                "['','3333']|-|3333",
            })
    void readsReconnect(String params, String host, int port) {
        Reconnect reconnect =
                assertInstanceOf(
                        Reconnect.class, call("{'method':'client.reconnect','params':%s}", params));
        assertEquals(host, reconnect.host().orElse("-"));
        assertEquals(port, reconnect.port());
    }

    @Test
    void readsSubscribeWithoutParameters() {
        assertEquals(
                new MiningSubscribe("", Optional.empty()),
                call("{'id':1,'method':'mining.subscribe','params':[]}", ""));
    }

    private static void assertBeyondLimits(String line) {
        assertEquals(
                Fault.BEYOND_LIMITS,
                assertThrows(MalformedFrameException.class, () -> read(line)).fault());
    }

    private static V1Call call(String template, String params) {
        V1Message message = read(template.replace("%s", params));
        return assertInstanceOf(V1Message.Call.class, message).body();
    }

    private static V1Message read(String line) {
        return V1Codec.read(line.replace('\'', '"').getBytes(UTF_8));
    }
}
