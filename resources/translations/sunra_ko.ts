<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>Acts</name>
    <message>
        <source>Claim</source>
        <translation>담당</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>확인</translation>
    </message>
    <message>
        <source>Real</source>
        <translation>실제</translation>
    </message>
    <message>
        <source>False</source>
        <translation>허위</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>출동·통보</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>종결</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>회신</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>조치 순서</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>진행</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>담당 해제</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>인계</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>사건 묶음</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>상신</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>AlertQueue</name>
    <message>
        <source>Acknowledging {count}</source>
        <translation>{count}건 확인 처리 중</translation>
    </message>
    <message>
        <source>{count} life-safety left out: each needs its own A</source>
        <translation>인명 경보 {count}건은 제외: 하나씩 A로 확인하십시오</translation>
    </message>
    <message>
        <source>Nothing marked waits</source>
        <translation>선택한 것 중 확인할 경보가 없습니다</translation>
    </message>
    <message>
        <source>Marks blink</source>
        <translation>표식이 깜박입니다</translation>
    </message>
    <message>
        <source>Marks stand still</source>
        <translation>표식이 깜박이지 않습니다</translation>
    </message>
    <message>
        <source>Not current</source>
        <translation>최신 상태 아님</translation>
    </message>
    <message>
        <source>No other alert passes the filter</source>
        <translation>필터에 맞는 다른 경보가 없습니다</translation>
    </message>
    <message>
        <source>All open alerts stand above</source>
        <translation>열린 경보는 모두 위에 있습니다</translation>
    </message>
    <message>
        <source>No open alerts</source>
        <translation>미종결 경보 없음</translation>
    </message>
    <message>
        <source>↑ {count} new above  J</source>
        <translation>↑ 위에 새 경보 {count}건  J</translation>
    </message>
    <message>
        <source>Alert queue</source>
        <translation>경보 목록</translation>
    </message>
</context>
<context>
    <name>Annunciator</name>
    <message>
        <source>{count} alerts are not acknowledged</source>
        <translation>확인하지 않은 경보가 {count}건 있습니다</translation>
    </message>
    <message>
        <source>{count} new alerts</source>
        <translation>새 경보 {count}건</translation>
    </message>
    <message>
        <source>Priority {priority}. {words}</source>
        <translation>우선순위 {priority}. {words}</translation>
    </message>
</context>
<context>
    <name>AnswerBar</name>
    <message>
        <source>Note for the record</source>
        <translation>기록할 메모</translation>
    </message>
    <message>
        <source>Enter saves, Esc puts it away</source>
        <translation>Enter 저장, Esc 접기</translation>
    </message>
    <message>
        <source>Close with which outcome? 1 to 6, Esc cancels</source>
        <translation>처리결과를 선택하십시오: 1~6, Esc 취소</translation>
    </message>
</context>
<context>
    <name>AnswerDesk</name>
    <message>
        <source>{action}: kept on this seat, not yet at the engine</source>
        <translation>{action}: 이 좌석에만 저장됨, 서버 미전달</translation>
    </message>
    <message>
        <source>{action}: sent, waiting for the engine</source>
        <translation>{action}: 전송함, 서버 응답 대기</translation>
    </message>
    <message>
        <source>{action}: done</source>
        <translation>{action}: 완료</translation>
    </message>
    <message>
        <source>{action} refused: {reason}</source>
        <translation>{action} 거절: {reason}</translation>
    </message>
    <message>
        <source>{said}. Nobody sees it there: use the telephone or the radio.</source>
        <translation>{said}. 다른 곳에는 보이지 않으니 전화나 무전을 쓰십시오.</translation>
    </message>
</context>
<context>
    <name>AutoSpot</name>
    <message>
        <source>New: #{number} {name} is on the spot</source>
        <translation>새 경보: #{number} {name} 스팟에 표시</translation>
    </message>
</context>
<context>
    <name>CallForm</name>
    <message>
        <source>Answered: help is needed</source>
        <translation>응답: 도움이 필요함</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>실제로 판정</translation>
    </message>
    <message>
        <source>Answered: pressed by mistake</source>
        <translation>응답: 실수로 누름</translation>
    </message>
    <message>
        <source>false</source>
        <translation>허위로 판정</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>응답 없음</translation>
    </message>
    <message>
        <source>a note; stays unverified</source>
        <translation>메모만 남김, 미확인 유지</translation>
    </message>
    <message>
        <source>Call-back for {rang}: no answer</source>
        <translation>회신 전화 {rang}: 응답 없음</translation>
    </message>
    <message>
        <source>Call back {whom} now · {rang} so far</source>
        <translation>지금 {whom}에 회신 전화 · {rang} 경과</translation>
    </message>
    <message>
        <source>1 to 3 say what came of it, Esc leaves nothing on record.</source>
        <translation>1~3으로 결과를 남깁니다. Esc는 기록하지 않습니다.</translation>
    </message>
</context>
<context>
    <name>CameraDesk</name>
    <message>
        <source>The new list of the site cannot be used: cameras, facilities and borders known so far stay.</source>
        <translation>새 관제 구역 목록을 사용할 수 없어 지금까지의 카메라, 시설, 경계를 그대로 사용합니다.</translation>
    </message>
    <message>
        <source>The district lies elsewhere now: start the console again, until then the map&apos;s distances are not exact.</source>
        <translation>관할 구역의 위치가 바뀌었습니다. 콘솔을 다시 시작하십시오. 그때까지 지도의 거리는 정확하지 않습니다.</translation>
    </message>
    <message>
        <source>The list of cameras changed: {added} new, {changed} changed, {removed} gone.</source>
        <translation>카메라 목록이 바뀌었습니다: 추가 {added}, 변경 {changed}, 삭제 {removed}</translation>
    </message>
    <message>
        <source>The list of facilities changed: {added} new, {changed} changed, {removed} gone.</source>
        <translation>시설 목록 변경: 추가 {added}, 변경 {changed}, 삭제 {removed}</translation>
    </message>
    <message>
        <source>Changed on the map: {kinds}.</source>
        <translation>지도에서 바뀐 항목: {kinds}</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Live map</source>
        <translation>상황 지도</translation>
    </message>
    <message>
        <source>{alerts} alerts, {units} units, {old} with an old fix</source>
        <translation>경보 {alerts}건, 이동체 {units}개, 위치가 오래된 것 {old}개</translation>
    </message>
    <message>
        <source>NOT CURRENT</source>
        <translation>최신 아님</translation>
    </message>
    <message>
        <source>Positions and alerts have not arrived yet.</source>
        <translation>위치와 경보가 아직 들어오지 않았습니다.</translation>
    </message>
    <message>
        <source>Positions and alerts are {age} old or older.</source>
        <translation>위치와 경보가 {age} 또는 그 이전 것입니다.</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Best camera and neighbours (⇧F5)</source>
        <translation>가장 좋은 카메라와 주변 3대 (⇧F5)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>닫기 (Esc)</translation>
    </message>
</context>
<context>
    <name>DeskTop</name>
    <message>
        <source>Which things the map shows; −2: two are hidden.</source>
        <translation>지도에 보이는 항목. −2: 두 가지를 숨겼습니다.</translation>
    </message>
    <message>
        <source>Layers ⇧F2</source>
        <translation>표시 ⇧F2</translation>
    </message>
    <message>
        <source>Go to ⇧F3</source>
        <translation>이동 ⇧F3</translation>
    </message>
    <message>
        <source>View held · F follows</source>
        <translation>화면 고정 · F 따라가기</translation>
    </message>
    <message>
        <source>Following #{number}</source>
        <translation>#{number} 따라가는 중</translation>
    </message>
    <message>
        <source>Following</source>
        <translation>따라가는 중</translation>
    </message>
    <message>
        <source>The view stays where you put it. Press F to follow alerts.</source>
        <translation>지도를 움직이면 그 자리에 멈춥니다. F를 누르면 경보를 다시 따라갑니다.</translation>
    </message>
    <message>
        <source>Measure ⇧F4</source>
        <translation>거리 ⇧F4</translation>
    </message>
    <message>
        <source>Measuring · Esc ends</source>
        <translation>거리 재는 중 · Esc 끝</translation>
    </message>
    <message>
        <source>Choose a point · Esc gives up</source>
        <translation>지점을 고르세요 · Esc 취소</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>Place</source>
        <translation>장소</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>발신 장치</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>좌표</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>인원·차량</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>분류</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>신뢰도</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>신고 횟수</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>신고 내용</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>표시</translation>
    </message>
    <message>
        <source>Escalation</source>
        <translation>상신</translation>
    </message>
    <message>
        <source>{state}: new since the last acknowledgement</source>
        <translation>{state}: 확인 이후 새 신고 있음</translation>
    </message>
    <message>
        <source>{state} · {by}, runs out in {left}</source>
        <translation>{state} · {by}, {left} 뒤 만료</translation>
    </message>
    <message>
        <source>{state} · {by}, held for {left} more</source>
        <translation>{state} · {by}, {left} 더 유지</translation>
    </message>
    <message>
        <source>With the supervisor, asked by {by}</source>
        <translation>{by} 님이 책임자에게 상신</translation>
    </message>
    <message>
        <source>Nobody acknowledged in time</source>
        <translation>제때 확인한 사람 없음</translation>
    </message>
    <message>
        <source>With the supervisor: nobody acknowledged</source>
        <translation>책임자에게 상신됨: 확인한 사람 없음</translation>
    </message>
    <message>
        <source>the engine itself</source>
        <translation>서버 자체 감지</translation>
    </message>
    <message>
        <source>{place}
No position was reported: this is where {camera} stands</source>
        <translation>{place}
위치가 보고되지 않아 카메라 {camera}의 위치로 표시합니다</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>상황</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>확인 여부</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>처리</translation>
    </message>
    <message>
        <source>Visibility</source>
        <translation>목록 표시</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>기록 없음</translation>
    </message>
    <message>
        <source>Occurred</source>
        <translation>발생</translation>
    </message>
    <message>
        <source>Sent by the device</source>
        <translation>장치가 보냄</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>접수</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>저장됨</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>화면 표시</translation>
    </message>
    <message>
        <source>Sounded</source>
        <translation>소리 알림</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>열어 봄</translation>
    </message>
    <message>
        <source>Claimed</source>
        <translation>담당 지정</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>확인</translation>
    </message>
    <message>
        <source>Verdict given</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>Dispatched</source>
        <translation>출동</translation>
    </message>
    <message>
        <source>Dispatch accepted</source>
        <translation>출동 접수</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>해소</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>종결</translation>
    </message>
    <message>
        <source>this clock contradicts another</source>
        <translation>다른 시계와 어긋남</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes}분</translation>
    </message>
    <message>
        <source>Drill: not counted, not forwarded</source>
        <translation>훈련: 통계 제외, 외부 전파 안 함</translation>
    </message>
    <message>
        <source>Delayed: arrived more than 10 min late</source>
        <translation>지연: 10분 넘게 늦게 도착</translation>
    </message>
    <message>
        <source>There is nothing to take back.</source>
        <translation>취소할 것이 없습니다.</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>제{number}호</translation>
    </message>
    <message>
        <source>News came while you were closing: read it, then X again.</source>
        <translation>종결하는 동안 새 소식이 왔습니다. 읽은 뒤 X를 다시 누르십시오.</translation>
    </message>
    <message>
        <source>regrouping</source>
        <translation>사건 묶음 변경</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds}초</translation>
    </message>
    <message>
        <source>No alert chosen</source>
        <translation>선택한 경보 없음</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>조치 순서</translation>
    </message>
    <message>
        <source>Sent and told</source>
        <translation>출동·통보</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>Time line</source>
        <translation>경과</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>안내</translation>
    </message>
    <message>
        <source>Chosen alert</source>
        <translation>선택한 경보</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>원인</translation>
    </message>
    <message>
        <source>Consequence</source>
        <translation>예상 결과</translation>
    </message>
    <message>
        <source>Answer within</source>
        <translation>응답 기한</translation>
    </message>
    <message>
        <source>Whom to tell</source>
        <translation>알릴 곳</translation>
    </message>
    <message>
        <source>Police 112</source>
        <translation>경찰 112</translation>
    </message>
    <message>
        <source>Fire and ambulance 119</source>
        <translation>소방·구급 119</translation>
    </message>
    <message>
        <source>Facility office</source>
        <translation>시설 관리소</translation>
    </message>
    <message>
        <source>Health centre</source>
        <translation>보건소</translation>
    </message>
    <message>
        <source>Welfare office</source>
        <translation>복지 부서</translation>
    </message>
    <message>
        <source>Neighbouring district</source>
        <translation>인접 자치구</translation>
    </message>
    <message>
        <source>Code {number}</source>
        <translation>코드 {number}</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count}초</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count}분</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>NOT VERIFIED: F2 real, F3 false</source>
        <translation>미확인: F2 실제, F3 허위</translation>
    </message>
    <message>
        <source>Of another place: V brings a near camera</source>
        <translation>다른 곳의 영상: V로 가까운 카메라</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>영상</translation>
    </message>
    <message>
        <source>VERIFIED</source>
        <translation>실제 확인</translation>
    </message>
    <message>
        <source>False</source>
        <translation>허위</translation>
    </message>
    <message>
        <source>Could not be verified</source>
        <translation>확인 불가</translation>
    </message>
    <message>
        <source>picture of {rest}</source>
        <translation>{rest} 영상</translation>
    </message>
    <message>
        <source>call-back ({rest})</source>
        <translation>회신 전화 ({rest})</translation>
    </message>
    <message>
        <source>by the outcome: {rest}</source>
        <translation>종결 결과: {rest}</translation>
    </message>
    <message>
        <source>no live picture</source>
        <translation>실시간 영상 없음</translation>
    </message>
    <message>
        <source>Last motion</source>
        <translation>마지막 움직임</translation>
    </message>
    <message>
        <source>No position was ever heard</source>
        <translation>위치를 받은 적 없음</translation>
    </message>
    <message>
        <source>fix {age} old</source>
        <translation>위치 {age} 전</translation>
    </message>
    <message>
        <source>Moving, {speed} m/s</source>
        <translation>이동 중, {speed} m/s</translation>
    </message>
    <message>
        <source>Still for {age} (since {time})</source>
        <translation>{age} 동안 정지 ({time}부터)</translation>
    </message>
    <message>
        <source>Still for {age} at least (since {time})</source>
        <translation>최소 {age} 동안 정지 ({time}부터)</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>배터리</translation>
    </message>
    <message>
        <source>Past {days} days</source>
        <translation>지난 {days}일</translation>
    </message>
    <message>
        <source>being looked up…</source>
        <translation>찾는 중…</translation>
    </message>
    <message>
        <source>not known: {fault}</source>
        <translation>알 수 없음: {fault}</translation>
    </message>
    <message>
        <source>none before this one</source>
        <translation>이전 신고 없음</translation>
    </message>
    <message>
        <source>{count} alerts: {true} real, {false} false or test, {rest} other</source>
        <translation>{count}건: 실제 {true}, 허위·시험 {false}, 기타 {rest}</translation>
    </message>
    <message>
        <source>open</source>
        <translation>처리 중</translation>
    </message>
    <message>
        <source>Sent out</source>
        <translation>보냄</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>접수</translation>
    </message>
    <message>
        <source>On scene</source>
        <translation>현장 도착</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>Team {unit}</source>
        <translation>{unit} 팀</translation>
    </message>
    <message>
        <source>sent unverified</source>
        <translation>미확인 상태로 보냄</translation>
    </message>
    <message>
        <source>{said}, since {age}</source>
        <translation>{said}, {age} 경과</translation>
    </message>
    <message>
        <source>{said}, not accepted for {age}</source>
        <translation>{said}, {age} 동안 미접수</translation>
    </message>
    <message>
        <source>Not accepted for {age}: {name}, alert #{number}. Ask again.</source>
        <translation>{age} 동안 미접수: {name}, 경보 #{number}. 다시 확인하십시오.</translation>
    </message>
    <message>
        <source>And {count} more.</source>
        <translation>그 밖에 {count}건.</translation>
    </message>
    <message>
        <source>proposed for this type</source>
        <translation>이 유형의 권고</translation>
    </message>
    <message>
        <source>told already</source>
        <translation>이미 통보함</translation>
    </message>
    <message>
        <source>{remark} · call {phone}</source>
        <translation>{remark} · 전화 {phone}</translation>
    </message>
    <message>
        <source>call {phone}</source>
        <translation>전화 {phone}</translation>
    </message>
    <message>
        <source>{minutes} min on foot, seen {age} s ago</source>
        <translation>도보 {minutes}분, {age}초 전 위치</translation>
    </message>
    <message>
        <source>is with somebody; {minutes} min on foot, seen {age} s ago</source>
        <translation>동행·경호 중; 도보 {minutes}분, {age}초 전 위치</translation>
    </message>
    <message>
        <source>skipped: {reason}</source>
        <translation>건너뜀: {reason}</translation>
    </message>
    <message>
        <source>New since {by} acknowledged at {time}: {changes}</source>
        <translation>{by} 님이 {time}에 확인한 뒤 새 소식: {changes}</translation>
    </message>
    <message>
        <source>{count} more reports</source>
        <translation>신고 {count}건 추가</translation>
    </message>
    <message>
        <source>now says: {text}</source>
        <translation>새 내용: {text}</translation>
    </message>
    <message>
        <source>moved {metres} m</source>
        <translation>{metres} m 이동</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>상신됨</translation>
    </message>
    <message>
        <source>Incident {number}: {count} alerts</source>
        <translation>사건 {number}: 경보 {count}건</translation>
    </message>
    <message>
        <source>First of it</source>
        <translation>최초 경보</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>훈련</translation>
    </message>
    <message>
        <source>This alert is closed.</source>
        <translation>종결된 경보입니다.</translation>
    </message>
    <message>
        <source>{holder} holds this alert: ask, or hand it over (Shift+C).</source>
        <translation>{holder} 님이 담당 중입니다. 물어보거나 인계하십시오(Shift+C).</translation>
    </message>
    <message>
        <source>You hold this alert already.</source>
        <translation>이미 담당하고 있습니다.</translation>
    </message>
    <message>
        <source>You do not hold this alert.</source>
        <translation>담당하고 있지 않은 경보입니다.</translation>
    </message>
    <message>
        <source>It is acknowledged already.</source>
        <translation>이미 확인했습니다.</translation>
    </message>
    <message>
        <source>It has this verdict already.</source>
        <translation>이미 그렇게 판정했습니다.</translation>
    </message>
    <message>
        <source>This type has no checklist.</source>
        <translation>이 유형에는 절차가 없습니다.</translation>
    </message>
    <message>
        <source>Nobody was sent or told yet.</source>
        <translation>아직 보낸 곳이 없습니다.</translation>
    </message>
    <message>
        <source>It is with the supervisor already.</source>
        <translation>이미 책임자에게 상신했습니다.</translation>
    </message>
</context>
<context>
    <name>DeviceWords</name>
    <message>
        <source>The MQTT broker {where} cannot be reached: its cameras are not heard.</source>
        <translation>MQTT 브로커 {where}에 연결할 수 없습니다. 이 브로커를 거치는 카메라 신호가 들어오지 않습니다.</translation>
    </message>
    <message>
        <source>The MQTT broker {where} cannot be reached ({why}): its cameras are not heard.</source>
        <translation>MQTT 브로커 {where}에 연결할 수 없습니다({why}). 이 브로커를 거치는 카메라 신호가 들어오지 않습니다.</translation>
    </message>
    <message>
        <source>The MQTT broker {where} is back.</source>
        <translation>MQTT 브로커 {where}에 다시 연결되었습니다.</translation>
    </message>
    <message>
        <source>{name}: nobody here can read this message ({why}). It said: {said}</source>
        <translation>{name}: 읽을 수 없는 메시지입니다({why}). 원문: {said}</translation>
    </message>
    <message>
        <source>{name}: nothing heard for {seconds} s.</source>
        <translation>{name}: {seconds}초 동안 신호가 없습니다.</translation>
    </message>
    <message>
        <source>{name}: heard again.</source>
        <translation>{name}: 신호가 다시 들어옵니다.</translation>
    </message>
    <message>
        <source>{name}: {said}. Refused: its clock is {off} s off.</source>
        <translation>{name}: {said}. 시각이 {off}초 어긋나 거부했습니다.</translation>
    </message>
    <message>
        <source>{name}: {said}. Refused: it tells no time.</source>
        <translation>{name}: {said}. 시각이 없어 거부했습니다.</translation>
    </message>
    <message>
        <source>Panel {name}: it cannot be understood. It said: {said}</source>
        <translation>수신 단말 {name}: 이해할 수 없는 신호입니다. 원문: {said}</translation>
    </message>
    <message>
        <source>Panel {name}, refused: {why}.</source>
        <translation>수신 단말 {name}, 거부함: {why}.</translation>
    </message>
    <message>
        <source>Frigate {name} is offline: its cameras are not watched.</source>
        <translation>Frigate {name}이(가) 꺼져 있어 그 카메라들을 감시하지 못합니다.</translation>
    </message>
    <message>
        <source>Frigate {name} was stopped: its cameras are not watched.</source>
        <translation>Frigate {name}이(가) 중지되어 그 카메라들을 감시하지 못합니다.</translation>
    </message>
    <message>
        <source>Frigate {name} is online.</source>
        <translation>Frigate {name}이(가) 켜졌습니다.</translation>
    </message>
    <message>
        <source>The device&apos;s store was full: {number} older events were given up.</source>
        <translation>단말의 보관함이 가득 차 오래된 이벤트 {number}건을 버렸습니다.</translation>
    </message>
    <message>
        <source>The device&apos;s disk was full: {number} events were not kept.</source>
        <translation>단말의 저장 공간이 없어 이벤트 {number}건을 보관하지 못했습니다.</translation>
    </message>
    <message>
        <source>{said}The place was reported with latitude and longitude swapped.</source>
        <translation>{said}위도와 경도가 뒤바뀐 채 신고되어 바로잡았습니다.</translation>
    </message>
    <message>
        <source>{said}The reported place has only one of latitude and longitude: it is left out.</source>
        <translation>{said}위도나 경도 하나만 신고되어 위치를 뺐습니다.</translation>
    </message>
    <message>
        <source>{said}The reported place {place} does not exist: it is left out.</source>
        <translation>{said}신고된 위치 {place}은(는) 없는 곳이어서 뺐습니다.</translation>
    </message>
    <message>
        <source>nothing listens there</source>
        <translation>그 주소에서 응답하는 프로그램이 없음</translation>
    </message>
    <message>
        <source>the connection is ended at once</source>
        <translation>연결이 바로 끊김</translation>
    </message>
    <message>
        <source>nobody answers</source>
        <translation>응답이 없음</translation>
    </message>
    <message>
        <source>no way leads there</source>
        <translation>네트워크 경로가 없음</translation>
    </message>
    <message>
        <source>it ends the connection instead of speaking TLS</source>
        <translation>TLS에 응답하지 않고 연결을 끊음</translation>
    </message>
    <message>
        <source>it speaks no TLS on this port</source>
        <translation>이 포트는 TLS를 쓰지 않음</translation>
    </message>
    <message>
        <source>it wants a certificate of ours, or another one</source>
        <translation>다른 인증서를 요구함</translation>
    </message>
    <message>
        <source>no machine of that name is known</source>
        <translation>그 이름의 컴퓨터를 찾을 수 없음</translation>
    </message>
    <message>
        <source>its certificate has run out</source>
        <translation>상대의 인증서가 만료됨</translation>
    </message>
    <message>
        <source>its certificate is not valid yet</source>
        <translation>상대의 인증서가 아직 유효하지 않음</translation>
    </message>
    <message>
        <source>its certificate is signed by itself</source>
        <translation>스스로 서명한 인증서임</translation>
    </message>
    <message>
        <source>its certificate is signed by nobody this machine trusts</source>
        <translation>믿을 수 없는 곳에서 서명한 인증서임</translation>
    </message>
    <message>
        <source>its certificate is for another name</source>
        <translation>인증서의 이름이 주소와 다름</translation>
    </message>
    <message>
        <source>its certificate is for another address</source>
        <translation>인증서의 주소가 설정과 다름</translation>
    </message>
    <message>
        <source>it does not know this user with this password</source>
        <translation>사용자 이름이나 비밀번호가 맞지 않음</translation>
    </message>
    <message>
        <source>it refuses this user, or wants one</source>
        <translation>사용자를 거부하거나 로그인을 요구함</translation>
    </message>
    <message>
        <source>it speaks another version of MQTT</source>
        <translation>MQTT 버전이 다름</translation>
    </message>
    <message>
        <source>it refuses the client_id</source>
        <translation>client_id를 거부함</translation>
    </message>
    <message>
        <source>it has shut this client_id or address out</source>
        <translation>이 client_id나 주소를 차단함</translation>
    </message>
    <message>
        <source>it is busy</source>
        <translation>상대가 바쁨</translation>
    </message>
    <message>
        <source>it is not ready</source>
        <translation>상대가 아직 준비되지 않음</translation>
    </message>
    <message>
        <source>the camera is there again</source>
        <translation>카메라가 다시 연결되었습니다</translation>
    </message>
    <message>
        <source>the camera is connected to the broker</source>
        <translation>카메라가 브로커에 연결되었습니다</translation>
    </message>
    <message>
        <source>the camera is not connected to the broker</source>
        <translation>카메라가 브로커에 연결되어 있지 않습니다</translation>
    </message>
    <message>
        <source>the camera refuses the login</source>
        <translation>카메라가 로그인을 거부함</translation>
    </message>
    <message>
        <source>the camera asks for a login</source>
        <translation>카메라가 로그인을 요구합니다</translation>
    </message>
    <message>
        <source>the camera does not answer</source>
        <translation>카메라가 응답하지 않음</translation>
    </message>
    <message>
        <source>there is no ONVIF service at this address</source>
        <translation>이 주소에 ONVIF 서비스가 없습니다</translation>
    </message>
    <message>
        <source>what answers at this address is no ONVIF camera</source>
        <translation>이 주소의 응답은 ONVIF 카메라가 아닙니다</translation>
    </message>
    <message>
        <source>the camera can not be reached</source>
        <translation>카메라에 연결할 수 없습니다</translation>
    </message>
    <message>
        <source>the camera&apos;s answer is not what ONVIF says</source>
        <translation>카메라의 응답이 ONVIF 규격과 다릅니다</translation>
    </message>
    <message>
        <source>the camera refuses</source>
        <translation>카메라가 거부합니다</translation>
    </message>
    <message>
        <source>an account that is not configured</source>
        <translation>설정에 없는 계정 번호</translation>
    </message>
    <message>
        <source>it is encrypted and no key is configured</source>
        <translation>암호화된 신호인데 키가 설정되어 있지 않음</translation>
    </message>
    <message>
        <source>it is not encrypted, and the panel has a key</source>
        <translation>키가 있는 단말인데 암호화되지 않은 신호</translation>
    </message>
    <message>
        <source>its key is not the configured one</source>
        <translation>암호 키가 설정과 다름</translation>
    </message>
    <message>
        <source>not UTF-8</source>
        <translation>글자를 읽을 수 없음</translation>
    </message>
    <message>
        <source>nested too deeply</source>
        <translation>구조가 너무 깊음</translation>
    </message>
    <message>
        <source>not a JSON object</source>
        <translation>JSON 객체가 아님</translation>
    </message>
    <message>
        <source>this adapter cannot deal with it</source>
        <translation>어댑터가 처리할 수 없음</translation>
    </message>
</context>
<context>
    <name>EngineWords</name>
    <message>
        <source>{unit} should have checked in at {at} (reminder {step}).</source>
        <translation>{unit}의 안전 확인 예정 시각 {at}이 지났습니다 ({step}차).</translation>
    </message>
    <message>
        <source>The clock of the engine&apos;s computer was set by {seconds} s. Deadlines go on as before.</source>
        <translation>서버 컴퓨터의 시계가 {seconds}초 바뀌었습니다. 기한은 그대로 계속 잽니다.</translation>
    </message>
    <message>
        <source>Nothing heard for {seconds} s.</source>
        <translation>{seconds}초 동안 신호가 없습니다.</translation>
    </message>
    <message>
        <source>No picture for 30 s at a console that shows it.</source>
        <translation>이 카메라를 보는 자리에 30초 동안 영상이 없습니다.</translation>
    </message>
    <message>
        <source>No team yet for the meeting at {at}, {place}.</source>
        <translation>{at} {place} 만남에 배정된 조가 없습니다.</translation>
    </message>
    <message>
        <source>Nobody has been met: {at}, {place}.</source>
        <translation>아직 만나지 못했습니다: {at} {place}.</translation>
    </message>
    <message>
        <source>{to} has not answered. The escort is still ours.</source>
        <translation>{to}에서 답이 없습니다. 이 귀가는 아직 우리 책임입니다.</translation>
    </message>
    <message>
        <source>{to} declined. The escort is still ours.</source>
        <translation>{to}에서 거절했습니다. 동행은 아직 우리 것입니다.</translation>
    </message>
    <message>
        <source>{metres} m before the district ends: offer it to {to}.</source>
        <translation>구 경계 {metres}m 앞입니다. {to}에 인계를 제안하세요.</translation>
    </message>
    <message>
        <source>They should have arrived by {at}.</source>
        <translation>{at}까지 도착했어야 합니다.</translation>
    </message>
    <message>
        <source>{metres} m beside the way for a minute.</source>
        <translation>1분 동안 경로에서 {metres}m 벗어나 있습니다.</translation>
    </message>
    <message>
        <source>No movement for 3 minutes.</source>
        <translation>3분 동안 움직임이 없습니다.</translation>
    </message>
    <message>
        <source>No position of this walk for {minutes} minutes.</source>
        <translation>{minutes}분 동안 이 동행의 위치가 없습니다.</translation>
    </message>
    <message>
        <source>The group is late at {place}.</source>
        <translation>걸어서 등교 무리가 {place}에 늦고 있습니다.</translation>
    </message>
    <message>
        <source>Not passed to an office in time; found by {by}.</source>
        <translation>제때 담당 부서에 이관되지 않았습니다 (발견: {by}).</translation>
    </message>
    <message>
        <source>Not mended in time; found by {by}.</source>
        <translation>제때 조치되지 않았습니다 (발견: {by}).</translation>
    </message>
    <message>
        <source>No answer from the store for 60 s: take it as real. Confirm that 112 has the call and send the nearest team.</source>
        <translation>점포가 60초간 응답하지 않습니다. 실제 상황으로 보고 112 접수를 확인하고 가장 가까운 조를 보내세요.</translation>
    </message>
    <message>
        <source>Box {box}: the 48 free hours are over. KRW 1,000 for each day begun since.</source>
        <translation>{box}칸: 무료 보관 48시간이 지났습니다. 이후 하루마다 1,000원입니다.</translation>
    </message>
    <message>
        <source>The shift began 10 min ago and the team has not started.</source>
        <translation>시작 시각이 10분 지났는데 조가 출발하지 않았습니다.</translation>
    </message>
    <message>
        <source>The shift is over and the team never started.</source>
        <translation>근무 시간이 끝났는데 조가 출발하지 않았습니다.</translation>
    </message>
    <message>
        <source>{name} was not passed by its time.</source>
        <translation>{name}: 정해진 시각까지 통과하지 않았습니다.</translation>
    </message>
    <message>
        <source>The shift ended 30 min ago and the team is not back.</source>
        <translation>근무 시간이 30분 지났는데 조가 복귀하지 않았습니다.</translation>
    </message>
    <message>
        <source>Two hours over time: ended without word of the team.</source>
        <translation>2시간 초과: 조의 연락 없이 자동 종료되었습니다.</translation>
    </message>
    <message>
        <source>Neither member of the team was heard for 3 min.</source>
        <translation>두 대원 모두 3분간 신호가 없습니다.</translation>
    </message>
    <message>
        <source>The two are about {metres} m apart for a minute.</source>
        <translation>두 대원이 약 {metres} m 떨어진 채 1분이 지났습니다.</translation>
    </message>
    <message>
        <source>{unit} was not heard for a minute; the other one was.</source>
        <translation>{unit} 단말만 1분간 신호가 없습니다.</translation>
    </message>
    <message>
        <source>Start {boot} of the device: messages {numbers} are missing.</source>
        <translation>장치 시동 {boot}회차: 전문 {numbers}번이 빠졌습니다.</translation>
    </message>
    <message>
        <source>Earlier ones stand in the journal.</source>
        <translation>그 이전 것은 일지에 있습니다.</translation>
    </message>
    <message>
        <source>{words} ({count} times)</source>
        <translation>{words} ({count}회)</translation>
    </message>
    <message>
        <source>Its end was reported, its beginning never came.</source>
        <translation>끝났다는 보고만 오고 시작은 오지 않았습니다.</translation>
    </message>
    <message>
        <source>The clock of the device is {seconds} s off.</source>
        <translation>장치의 시계가 {seconds}초 어긋나 있습니다.</translation>
    </message>
    <message>
        <source>The device counts its starts anew: {now} after {before}. If it was replaced or reset, the installer registers it under a new name.</source>
        <translation>장치가 시동 횟수를 처음부터 셉니다: {before} 다음에 {now}. 교체하거나 초기화한 장치라면 설치 담당자가 새 이름으로 등록합니다.</translation>
    </message>
    <message>
        <source>Refused: it gives another device&apos;s name.</source>
        <translation>거부됨: 다른 장치의 이름을 댔습니다.</translation>
    </message>
    <message>
        <source>Refused: it reports in another device&apos;s name.</source>
        <translation>거부됨: 다른 장치의 이름으로 보고합니다.</translation>
    </message>
    <message>
        <source>Refused: another event has this number. The device was replaced, reset or copied.</source>
        <translation>거부됨: 이 번호에는 다른 이벤트가 있습니다. 장치가 교체·초기화·복제되었습니다.</translation>
    </message>
    <message>
        <source>Refused, it is not who it says: {why}</source>
        <translation>거부됨, 스스로 밝힌 장치가 아님: {why}</translation>
    </message>
    <message>
        <source>Refused: the device may not report this kind of event.</source>
        <translation>거부됨: 이 장치는 이 종류의 이벤트를 보고할 수 없습니다.</translation>
    </message>
    <message>
        <source>Refused and kept: a message is too long ({why}).</source>
        <translation>거부하고 보관함: 전문이 너무 깁니다 ({why}).</translation>
    </message>
    <message>
        <source>Refused and kept: it speaks another version of the protocol ({why}).</source>
        <translation>거부하고 보관함: 프로토콜 버전이 다릅니다 ({why}).</translation>
    </message>
    <message>
        <source>Refused and kept: a message cannot be read ({why}).</source>
        <translation>거부하고 보관함: 전문을 읽을 수 없습니다 ({why}).</translation>
    </message>
    <message>
        <source>Position {number} of {all} in a message cannot be read and was left out ({why}).</source>
        <translation>메시지의 위치 {all}건 중 {number}번째를 읽을 수 없어 제외했습니다({why}).</translation>
    </message>
    <message>
        <source>What came as picture {number} of the event {event} is a program: it is kept and not shown. Have the device looked at.</source>
        <translation>이벤트 {event}의 {number}번째 사진으로 온 것이 실행 프로그램입니다. 보관하되 표시하지 않습니다. 장치를 점검하게 하십시오.</translation>
    </message>
    <message>
        <source>Picture {number} of the event {event} is empty.</source>
        <translation>이벤트 {event}의 {number}번째 사진이 비어 있습니다.</translation>
    </message>
    <message>
        <source>What came as picture {number} of the event {event} is another kind of file: it is kept and not shown.</source>
        <translation>이벤트 {event}의 {number}번째 사진으로 온 것이 사진이 아닌 파일입니다. 보관하되 표시하지 않습니다.</translation>
    </message>
    <message>
        <source>It does not read its answers; its connection was cut.</source>
        <translation>응답을 읽지 않아 연결을 끊었습니다.</translation>
    </message>
    <message>
        <source>It knocks while it is shut out.</source>
        <translation>차단된 동안 계속 접속을 시도합니다.</translation>
    </message>
    <message>
        <source>It sends a message that never ends; it was shut out.</source>
        <translation>끝나지 않는 전문을 보내 차단했습니다.</translation>
    </message>
    <message>
        <source>It sends more than can be taken in; it was shut out.</source>
        <translation>받아들일 수 있는 것보다 많이 보내 차단했습니다.</translation>
    </message>
    <message>
        <source>It connects more than {most} times a minute.</source>
        <translation>1분에 {most}번 넘게 접속합니다.</translation>
    </message>
    <message>
        <source>The doorkeeper of the engine stopped and was started again; meanwhile nobody could connect.</source>
        <translation>서버의 접속 관리가 멈춰 다시 시작했습니다. 그동안 아무도 접속할 수 없었습니다.</translation>
    </message>
    <message>
        <source>Somebody knocked with a key that is not registered.</source>
        <translation>등록되지 않은 키로 접속을 시도했습니다.</translation>
    </message>
    <message>
        <source>It knocked with a key that was revoked or has run out.</source>
        <translation>폐기되었거나 기한이 지난 키로 접속을 시도했습니다.</translation>
    </message>
    <message>
        <source>More than {most} connections a minute that never say who they are.</source>
        <translation>누구인지 밝히지 않는 접속이 1분에 {most}건을 넘습니다.</translation>
    </message>
    <message>
        <source>Somebody connects and says nothing.</source>
        <translation>접속만 하고 아무 말이 없습니다.</translation>
    </message>
    <message>
        <source>Somebody holds more than {most} connections open, silently.</source>
        <translation>아무 말 없이 연결을 {most}개 넘게 열어 두고 있습니다.</translation>
    </message>
    <message>
        <source>No sound device at {seat}: alerts cannot be heard there.</source>
        <translation>{seat} 좌석에 소리 장치 없음: 그 좌석에서는 경보음이 들리지 않습니다.</translation>
    </message>
    <message>
        <source>The sound device of {seat} takes no sound: alerts cannot be heard there.</source>
        <translation>{seat} 좌석의 소리 장치가 소리를 받지 않음: 그 좌석에서는 경보음이 들리지 않습니다.</translation>
    </message>
    <message>
        <source>A step of the screen of {seat} failed: it may not show everything.</source>
        <translation>{seat} 좌석의 화면 처리 하나가 실패함: 화면에 빠진 것이 있을 수 있습니다.</translation>
    </message>
    <message>
        <source>A step of the engine failed: what it concerned is shown plainly or comes again. Keep the engine&apos;s log for the installer.</source>
        <translation>서버의 한 단계가 실패했습니다: 관련된 내용은 간단한 형태로 표시되거나 다시 옵니다. 서버 로그를 설치 담당자를 위해 보관하십시오.</translation>
    </message>
    <message>
        <source>This report could not be handled in full (a fault of the engine, see its log).</source>
        <translation>이 신고를 온전히 처리하지 못했습니다(서버 결함, 로그 참조).</translation>
    </message>
    <message>
        <source>A report of this device cannot be stored (a fault of the engine, see its log): look at the place, and keep the log for the installer. The device goes on sending it.</source>
        <translation>이 장치의 신고를 저장할 수 없습니다(서버 결함, 로그 참조): 현장을 확인하고 로그를 설치 담당자를 위해 보관하십시오. 장치는 계속 다시 보냅니다.</translation>
    </message>
    <message>
        <source>Only {free} MiB are free on the disk of the engine&apos;s data: make room.</source>
        <translation>서버 데이터 디스크에 {free} MiB만 남았습니다. 공간을 확보하십시오.</translation>
    </message>
    <message>
        <source>The engine&apos;s data folder cannot be read: {why}.</source>
        <translation>서버의 데이터 폴더를 읽을 수 없습니다: {why}.</translation>
    </message>
    <message>
        <source>The engine&apos;s database is damaged ({why}). Have the newest backup restored.</source>
        <translation>서버의 데이터베이스가 손상되었습니다 ({why}). 최신 백업을 복원하게 하십시오.</translation>
    </message>
    <message>
        <source>The list of cameras of this site cannot be read: {why}</source>
        <translation>현장의 카메라 목록을 읽을 수 없음: {why}</translation>
    </message>
    <message>
        <source>The engine&apos;s record does not fit its seals: it was changed, or an older copy of it was put back. Have `sunra verify` run; it says from where on.</source>
        <translation>서버의 기록이 봉인과 맞지 않습니다. 기록이 바뀌었거나 예전 사본으로 되돌려졌습니다. `sunra verify`를 실행하게 하십시오. 어디부터인지 알려 줍니다.</translation>
    </message>
    <message>
        <source>The engine&apos;s record is not sealed now: look whether the disks have room; the engine&apos;s log says more.</source>
        <translation>지금 서버의 기록이 봉인되지 않고 있습니다. 디스크에 빈 공간이 있는지 확인하십시오. 자세한 내용은 서버 로그에 있습니다.</translation>
    </message>
</context>
<context>
    <name>EraseBar</name>
    <message>
        <source>Erase the record {record}  Ctrl+Del</source>
        <translation>기록 지우기: {record}  Ctrl+Del</translation>
    </message>
    <message>
        <source>Purpose, put on record</source>
        <translation>목적 (기록에 남음)</translation>
    </message>
    <message>
        <source>Enter again erases the record {record} FOR GOOD. Esc keeps it.</source>
        <translation>Enter를 한 번 더 누르면 {record} 기록이 영구히 지워집니다. Esc는 그대로 둡니다.</translation>
    </message>
    <message>
        <source>Erase the record {record}: its names, words and places go; who acted when stays. For what purpose? Enter goes on, Esc keeps it.</source>
        <translation>{record} 기록 지우기: 이름과 말과 장소가 지워지고, 누가 언제 무엇을 했는지는 남습니다. 목적은? Enter 계속, Esc 그대로 둠.</translation>
    </message>
</context>
<context>
    <name>EscortActs</name>
    <message>
        <source>New escort</source>
        <translation>새 귀가</translation>
    </message>
    <message>
        <source>School bus</source>
        <translation>걷는 통학</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>조 배정</translation>
    </message>
    <message>
        <source>Met</source>
        <translation>만남</translation>
    </message>
    <message>
        <source>Set off</source>
        <translation>출발</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>합류</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>도착</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>종결</translation>
    </message>
    <message>
        <source>Did not come</source>
        <translation>안 나옴</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>인계</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>인계 철회</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>이름·전화</translation>
    </message>
    <message>
        <source>On duty</source>
        <translation>근무 시작</translation>
    </message>
    <message>
        <source>To the spot</source>
        <translation>주 화면</translation>
    </message>
    <message>
        <source>Off duty</source>
        <translation>근무 끝</translation>
    </message>
    <message>
        <source>Unit is well</source>
        <translation>안전 확인</translation>
    </message>
    <message>
        <source>Begin check-ins</source>
        <translation>안전 확인 시작</translation>
    </message>
    <message>
        <source>End check-ins</source>
        <translation>안전 확인 끝</translation>
    </message>
    <message>
        <source>New time</source>
        <translation>새 시각 쓰기</translation>
    </message>
</context>
<context>
    <name>EscortForms</name>
    <message>
        <source>Neighbouring district</source>
        <translation>인접 자치구</translation>
    </message>
    <message>
        <source>they stay in ours</source>
        <translation>우리 구 안에서만</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>no</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>동</translation>
    </message>
    <message>
        <source>Where they leave the district</source>
        <translation>구 경계를 넘는 곳</translation>
    </message>
    <message>
        <source>Way (points, if it is known)</source>
        <translation>경로 (점, 알면)</translation>
    </message>
    <message>
        <source>Remarks (kept apart)</source>
        <translation>비고 (따로 보관)</translation>
    </message>
    <message>
        <source>With a way, leaving it is noticed; without one only the ends.</source>
        <translation>경로가 있으면 이탈을 알립니다. 없으면 양 끝만 압니다.</translation>
    </message>
    <message>
        <source>the points below</source>
        <translation>아래 점으로</translation>
    </message>
    <message>
        <source>Children in all</source>
        <translation>어린이 수</translation>
    </message>
    <message>
        <source>Fixed way</source>
        <translation>정해진 길</translation>
    </message>
    <message>
        <source>Telephone of the school</source>
        <translation>학교 전화</translation>
    </message>
    <message>
        <source>Way (points in order)</source>
        <translation>경로 (순서대로 점)</translation>
    </message>
    <message>
        <source>Stops</source>
        <translation>정류장</translation>
    </message>
    <message>
        <source>New walking school bus</source>
        <translation>새 걷는 통학</translation>
    </message>
    <message>
        <source>A stop: time, name, children, @ point; F2 puts one there to be named.</source>
        <translation>정류장: 시각, 이름, 어린이 수, @ 위치. F2로 지도에서 찍고 이름을 적습니다.</translation>
    </message>
    <message>
        <source>Meet at</source>
        <translation>만날 시각</translation>
    </message>
    <message>
        <source>Meeting place</source>
        <translation>만날 곳</translation>
    </message>
    <message>
        <source>F2: map</source>
        <translation>F2: 지도</translation>
    </message>
    <message>
        <source>Its point</source>
        <translation>지점</translation>
    </message>
    <message>
        <source>Home (kept apart)</source>
        <translation>집 주소 (따로 보관)</translation>
    </message>
    <message>
        <source>Name (kept apart)</source>
        <translation>이름 (따로 보관)</translation>
    </message>
    <message>
        <source>Telephone (kept apart)</source>
        <translation>전화 (따로 보관)</translation>
    </message>
    <message>
        <source>People</source>
        <translation>인원</translation>
    </message>
    <message>
        <source>Less than 30 min ahead</source>
        <translation>30분 안에 만남</translation>
    </message>
    <message>
        <source>New escort</source>
        <translation>새 안심귀가</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>조</translation>
    </message>
    <message>
        <source>Reason (needed on the way)</source>
        <translation>사유 (동행 중이면 필수)</translation>
    </message>
    <message>
        <source>Children</source>
        <translation>아이 수</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>정류장</translation>
    </message>
    <message>
        <source>Words (when the count differs)</source>
        <translation>사유 (수가 다를 때)</translation>
    </message>
    <message>
        <source>District</source>
        <translation>구</translation>
    </message>
    <message>
        <source>Offer to</source>
        <translation>인계 제안</translation>
    </message>
    <message>
        <source>Who accepted it there</source>
        <translation>수락한 사람</translation>
    </message>
    <message>
        <source>They accepted</source>
        <translation>이웃 구가 수락함</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>목적</translation>
    </message>
    <message>
        <source>Reason, for the record</source>
        <translation>사유 (기록에 남음)</translation>
    </message>
    <message>
        <source>Its device</source>
        <translation>단말</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>담당 동</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>까지</translation>
    </message>
    <message>
        <source>Check-in every (min)</source>
        <translation>안전 확인 주기 (분)</translation>
    </message>
    <message>
        <source>Team on duty</source>
        <translation>조 근무 시작</translation>
    </message>
    <message>
        <source>Heard by</source>
        <translation>확인 방법</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>들은 말</translation>
    </message>
    <message>
        <source>{unit} is well</source>
        <translation>{unit} 안전 확인</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>대상 (기기)</translation>
    </message>
    <message>
        <source>Grace (min)</source>
        <translation>유예 (분)</translation>
    </message>
    <message>
        <source>A unit checks in from now on</source>
        <translation>지금부터 안전 확인</translation>
    </message>
    <message>
        <source>Why it need not check in any more</source>
        <translation>더 확인하지 않아도 되는 사유</translation>
    </message>
    <message>
        <source>Check-ins of {unit} end</source>
        <translation>{unit} 안전 확인 끝</translation>
    </message>
</context>
<context>
    <name>EscortReasons</name>
    <message>
        <source>less than 30 minutes ahead; say that it is urgent</source>
        <translation>30분 안의 만남입니다. 급한 요청이라고 표시하세요</translation>
    </message>
    <message>
        <source>the meeting time is over</source>
        <translation>만날 시각이 지났습니다</translation>
    </message>
    <message>
        <source>1 to {most} people can be walked</source>
        <translation>1명에서 {most}명까지 동행할 수 있습니다</translation>
    </message>
    <message>
        <source>a school bus needs its way and stops in order</source>
        <translation>걸어서 등교에는 길과 시각순 정류장이 있어야 합니다</translation>
    </message>
    <message>
        <source>there is no escort {it}</source>
        <translation>{it}번 귀가가 없습니다</translation>
    </message>
    <message>
        <source>this cannot be done to it now</source>
        <translation>지금 상태에서는 할 수 없습니다</translation>
    </message>
    <message>
        <source>they are on their way; say why another team takes over</source>
        <translation>동행 중입니다. 조를 바꾸는 사유를 적으세요</translation>
    </message>
    <message>
        <source>they have not arrived; say why it is closed</source>
        <translation>도착 전입니다. 종결하는 사유를 적으세요</translation>
    </message>
    <message>
        <source>they are on their way or there; close it instead</source>
        <translation>동행 중이거나 도착했습니다. 취소하지 말고 종결하세요</translation>
    </message>
    <message>
        <source>{joined} joined and {there} arrived; say why</source>
        <translation>{joined}명이 합류하고 {there}명이 도착했습니다. 사유를 적으세요</translation>
    </message>
    <message>
        <source>0 to {most} people can arrive</source>
        <translation>도착 인원은 0~{most}명입니다</translation>
    </message>
    <message>
        <source>count the children</source>
        <translation>아이 수를 세어 적으세요</translation>
    </message>
    <message>
        <source>it is offered already; take that back first</source>
        <translation>이미 인계를 제안했습니다. 먼저 철회하세요</translation>
    </message>
    <message>
        <source>say who accepted it there</source>
        <translation>이웃 구에서 수락한 사람을 적으세요</translation>
    </message>
    <message>
        <source>a note needs words</source>
        <translation>메모할 말을 적으세요</translation>
    </message>
    <message>
        <source>a purpose is needed</source>
        <translation>목적을 적으세요</translation>
    </message>
    <message>
        <source>nothing about people is kept of this</source>
        <translation>보관된 개인정보가 없습니다</translation>
    </message>
    <message>
        <source>no team is free then</source>
        <translation>그 시각에 빈 조가 없습니다</translation>
    </message>
    <message>
        <source>team {it} has no time then</source>
        <translation>{it}는 그 시각에 시간이 없습니다</translation>
    </message>
    <message>
        <source>that team has it already</source>
        <translation>이미 그 조가 맡고 있습니다</translation>
    </message>
    <message>
        <source>team {it} has an escort; give it to another team first</source>
        <translation>{it}가 맡은 귀가가 있습니다. 먼저 다른 조에 넘기세요</translation>
    </message>
    <message>
        <source>a team is two people: nobody walks alone</source>
        <translation>한 조는 두 사람입니다. 혼자 다니지 않습니다</translation>
    </message>
    <message>
        <source>a team of that name or with that device is on duty already</source>
        <translation>같은 이름이나 단말의 조가 이미 근무 중입니다</translation>
    </message>
    <message>
        <source>a shift ends within 14 hours</source>
        <translation>근무는 14시간 안에 끝나야 합니다</translation>
    </message>
    <message>
        <source>unit {it} is missing; say why its check-ins end</source>
        <translation>{it}와 연락이 끊겼습니다. 확인을 끝내는 사유를 적으세요</translation>
    </message>
    <message>
        <source>say in words how the unit was heard</source>
        <translation>어떻게 확인했는지 적으세요</translation>
    </message>
    <message>
        <source>unit {it} does not check in any longer</source>
        <translation>{it}는 더 이상 안전 확인 대상이 아닙니다</translation>
    </message>
</context>
<context>
    <name>EscortStrip</name>
    <message>
        <source>Before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>지금</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>live</source>
        <translation>실시간</translation>
    </message>
    <message>
        <source>late{age}</source>
        <translation>늦음{age}</translation>
    </message>
    <message>
        <source>frozen{age}</source>
        <translation>멈춤{age}</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>여는 중</translation>
    </message>
    <message>
        <source>no picture{age}</source>
        <translation>영상 없음{age}</translation>
    </message>
    <message>
        <source>has no stream</source>
        <translation>영상 주소 없음</translation>
    </message>
    <message>
        <source>no camera here</source>
        <translation>카메라 없음</translation>
    </message>
</context>
<context>
    <name>Escorts</name>
    <message>
        <source>ask back</source>
        <translation>되물어 확인</translation>
    </message>
    <message>
        <source>Offered to {to}: still ours</source>
        <translation>{to}에 인계 제안: 아직 우리 책임</translation>
    </message>
    <message>
        <source>no team</source>
        <translation>조 없음</translation>
    </message>
    <message>
        <source>{count} people</source>
        <translation>{count}명</translation>
    </message>
    <message>
        <source>school bus</source>
        <translation>걸어서 등교</translation>
    </message>
    <message>
        <source>free</source>
        <translation>빈 조</translation>
    </message>
    <message>
        <source>no fix</source>
        <translation>위치 없음</translation>
    </message>
    <message>
        <source>until {at}</source>
        <translation>{at}까지</translation>
    </message>
    <message>
        <source>fix {seconds} s old</source>
        <translation>위치 {seconds}초 전</translation>
    </message>
    <message>
        <source>fix {span} old</source>
        <translation>위치 {span} 전</translation>
    </message>
    <message>
        <source>missing for {span}</source>
        <translation>{span}째 연락 없음</translation>
    </message>
    <message>
        <source>due since {span}</source>
        <translation>확인 {span} 지남</translation>
    </message>
    <message>
        <source>due {at}</source>
        <translation>예정 {at}</translation>
    </message>
    <message>
        <source>last {at}</source>
        <translation>최근 {at}</translation>
    </message>
    <message>
        <source>every {minutes} min</source>
        <translation>{minutes}분마다</translation>
    </message>
    <message>
        <source>No team yet</source>
        <translation>배정 전</translation>
    </message>
    <message>
        <source>Team on its way</source>
        <translation>조 이동 중</translation>
    </message>
    <message>
        <source>Met</source>
        <translation>만남</translation>
    </message>
    <message>
        <source>Walking</source>
        <translation>동행 중</translation>
    </message>
    <message>
        <source>At home</source>
        <translation>도착</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>종결</translation>
    </message>
    <message>
        <source>Did not come</source>
        <translation>안 나옴</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>인계됨</translation>
    </message>
    <message>
        <source>not met</source>
        <translation>못 만남</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>도착 지연</translation>
    </message>
    <message>
        <source>off the way</source>
        <translation>경로 이탈</translation>
    </message>
    <message>
        <source>stands still</source>
        <translation>움직임 없음</translation>
    </message>
    <message>
        <source>late at a stop</source>
        <translation>정류장 지연</translation>
    </message>
    <message>
        <source>hand over</source>
        <translation>구 경계</translation>
    </message>
    <message>
        <source>not heard</source>
        <translation>위치 끊김</translation>
    </message>
    <message>
        <source>asked for, but not all could be read: ask back</source>
        <translation>요청됨, 일부를 읽지 못함: 되물어 확인하세요</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>given to a team</source>
        <translation>조 배정</translation>
    </message>
    <message>
        <source>given to another team</source>
        <translation>조 변경</translation>
    </message>
    <message>
        <source>met</source>
        <translation>만남</translation>
    </message>
    <message>
        <source>set off</source>
        <translation>출발</translation>
    </message>
    <message>
        <source>children joined</source>
        <translation>합류</translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>도착</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>종결</translation>
    </message>
    <message>
        <source>did not come</source>
        <translation>안 나옴</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>offered to</source>
        <translation>인계 제안</translation>
    </message>
    <message>
        <source>no answer, asked again</source>
        <translation>답 없음, 다시 제안</translation>
    </message>
    <message>
        <source>offer withdrawn</source>
        <translation>인계 철회</translation>
    </message>
    <message>
        <source>the neighbour declined</source>
        <translation>이웃 구가 거절</translation>
    </message>
    <message>
        <source>taken over by</source>
        <translation>인계 수락</translation>
    </message>
    <message>
        <source>note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>radio</source>
        <translation>무전</translation>
    </message>
    <message>
        <source>telephone</source>
        <translation>전화</translation>
    </message>
    <message>
        <source>app</source>
        <translation>앱</translation>
    </message>
    <message>
        <source>seen on a picture</source>
        <translation>화면으로 봄</translation>
    </message>
    <message>
        <source>call centre</source>
        <translation>콜센터</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>긴급</translation>
    </message>
    <message>
        <source>Police or fire brigade asks</source>
        <translation>경찰·소방 요청</translation>
    </message>
    <message>
        <source>Correction (supervisor)</source>
        <translation>정정 (책임자)</translation>
    </message>
    <message>
        <source>Audit (supervisor)</source>
        <translation>점검 (책임자)</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes}분</translation>
    </message>
    <message>
        <source>{hours} h {minutes:02d}</source>
        <translation>{hours}시간 {minutes:02d}분</translation>
    </message>
    <message>
        <source>in {span}</source>
        <translation>{span} 뒤</translation>
    </message>
    <message>
        <source>{span} late</source>
        <translation>{span} 지남</translation>
    </message>
    <message>
        <source>{span} over</source>
        <translation>{span} 초과</translation>
    </message>
    <message>
        <source>Escorts: {open} open, {walking} on the way, {wrong} to look at</source>
        <translation>안심귀가: 진행 {open}, 동행 {walking}, 확인 필요 {wrong}</translation>
    </message>
    <message>
        <source>{area} {free}/{teams} free</source>
        <translation>{area} 빈 조 {free}/{teams}</translation>
    </message>
    <message>
        <source>{area} {free}/{teams} free, {waiting} waiting</source>
        <translation>{area} 빈 조 {free}/{teams}, 대기 {waiting}</translation>
    </message>
    <message>
        <source> · other area</source>
        <translation> · 다른 동</translation>
    </message>
    <message>
        <source>Give #{number} to a team</source>
        <translation>#{number} 조 배정</translation>
    </message>
    <message>
        <source>Children who arrived</source>
        <translation>도착한 아이 수</translation>
    </message>
    <message>
        <source>Children who joined</source>
        <translation>합류한 아이 수</translation>
    </message>
    <message>
        <source>Close before arrival</source>
        <translation>도착 전 종결</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>사유</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Why, by whom</source>
        <translation>사유와 요청한 사람</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Show name and telephone for a minute</source>
        <translation>이름과 전화를 1분 동안 보기</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>확인 전화</translation>
    </message>
    <message>
        <source>{team} goes off duty</source>
        <translation>{team} 근무 끝</translation>
    </message>
    <message>
        <source>Words (needed when it is missing)</source>
        <translation>말 (연락이 끊겼으면 필수)</translation>
    </message>
    <message>
        <source>The engine&apos;s computer clock was set; deadlines go by the time before it. L takes the new time.</source>
        <translation>서버 컴퓨터의 시계가 바뀌었습니다. 기한은 바뀌기 전 시각으로 계속 잽니다. L을 누르면 새 시각을 씁니다.</translation>
    </message>
    <message>
        <source>↑↓ row · ←→ list · PgUp PgDn read on · Esc back</source>
        <translation>↑↓ 줄 · ←→ 목록 · PgUp PgDn 이어 읽기 · Esc 뒤로</translation>
    </message>
    <message>
        <source>Escorts and check-ins</source>
        <translation>안심귀가와 안전 확인</translation>
    </message>
    <message>
        <source>en</source>
        <translation>ko</translation>
    </message>
    <message>
        <source>Teams on duty: {count}</source>
        <translation>근무 중인 조: {count}</translation>
    </message>
    <message>
        <source>Check-ins: {count}</source>
        <translation>안전 확인: {count}</translation>
    </message>
    <message>
        <source>No escort is asked for. Ins takes a request.</source>
        <translation>요청된 귀가가 없습니다. Ins를 누르면 요청을 받습니다.</translation>
    </message>
    <message>
        <source>No position of this walk yet.</source>
        <translation>이 동행의 위치가 아직 없습니다.</translation>
    </message>
    <message>
        <source>The position is {seconds} s old: the pictures may be wrong.</source>
        <translation>위치가 {seconds}초 전 것입니다. 화면이 맞지 않을 수 있습니다.</translation>
    </message>
    <message>
        <source>On the large picture · position {seconds} s old</source>
        <translation>큰 화면에 보입니다 · 위치 {seconds}초 전</translation>
    </message>
    <message>
        <source>No camera sees the walk here · position {seconds} s old</source>
        <translation>여기를 보는 카메라가 없습니다 · 위치 {seconds}초 전</translation>
    </message>
    <message>
        <source>Name and telephone were erased at the end.</source>
        <translation>이름과 전화는 끝날 때 지워졌습니다.</translation>
    </message>
    <message>
        <source>Name, telephone, address: {hidden}  (P shows them)</source>
        <translation>이름·전화·주소: {hidden}  (P로 봅니다)</translation>
    </message>
    <message>
        <source>{people}   (hidden in {seconds} s)</source>
        <translation>{people}   ({seconds}초 뒤 가림)</translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message>
        <source>Nothing was saved: {reason}</source>
        <translation>저장되지 않음: {reason}</translation>
    </message>
    <message>
        <source>Saved: {name} · SHA-256 {digest}…</source>
        <translation>저장됨: {name} · SHA-256 {digest}…</translation>
    </message>
    <message>
        <source>{saved} · {first} to {last}</source>
        <translation>{saved} · {first}부터 {last}까지</translation>
    </message>
</context>
<context>
    <name>FieldForm</name>
    <message>
        <source>“{field}” is needed.</source>
        <translation>“{field}” 칸을 채우세요.</translation>
    </message>
    <message>
        <source>Look at “{field}”: for example {example}.</source>
        <translation>“{field}” 칸을 확인하세요. 예: {example}</translation>
    </message>
    <message>
        <source>Choose on the map (F2)</source>
        <translation>지도에서 고르기 (F2)</translation>
    </message>
    <message>
        <source>Enter sends · Tab goes on · Esc puts it away</source>
        <translation>Enter 보내기 · Tab 다음 칸 · Esc 닫기</translation>
    </message>
    <message>
        <source>{keys} · F2 or ↗ chooses on the map</source>
        <translation>{keys} · F2 또는 ↗ 지도에서 고르기</translation>
    </message>
</context>
<context>
    <name>FieldPanel</name>
    <message>
        <source>↑↓ row · ←→ page · PgUp PgDn read on · Esc back</source>
        <translation>↑↓ 줄 · ←→ 쪽 · PgUp PgDn 이어 읽기 · Esc 뒤로</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the code of this language</comment>
        <translation>ko</translation>
    </message>
</context>
<context>
    <name>FieldReasons</name>
    <message>
        <source>The engine does not know this act: it is older than this console.</source>
        <translation>서버가 이 조작을 모릅니다: 이 콘솔보다 오래된 서버입니다.</translation>
    </message>
    <message>
        <source>This is written by what happens, not by hand.</source>
        <translation>이 항목은 실제 일어난 일로만 기록되며 손으로 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>Unknown personal entries: {it}.</source>
        <translation>알 수 없는 개인정보 항목: {it}.</translation>
    </message>
    <message>
        <source>This is no stop of a group that is on its way.</source>
        <translation>이동 중인 단체의 정류 지점이 아닙니다.</translation>
    </message>
    <message>
        <source>The neighbouring district was not named.</source>
        <translation>인접 자치구를 적지 않았습니다.</translation>
    </message>
    <message>
        <source>It is not offered to anybody.</source>
        <translation>인계를 요청한 곳이 없습니다.</translation>
    </message>
    <message>
        <source>Area and meeting place are needed, in at most {most} characters each.</source>
        <translation>구역과 만날 장소를 각각 {most}자 이내로 적으십시오.</translation>
    </message>
    <message>
        <source>An escort is asked for at most 7 days ahead.</source>
        <translation>동행은 7일 이내로만 예약할 수 있습니다.</translation>
    </message>
    <message>
        <source>Nobody is walked farther than 20 km: look at the points.</source>
        <translation>20 km보다 먼 동행은 없습니다: 지점을 확인하십시오.</translation>
    </message>
    <message>
        <source>A stop expects between 0 and {most} children.</source>
        <translation>정류 지점의 예정 어린이는 0~{most}명입니다.</translation>
    </message>
    <message>
        <source>A way has at most {points} points and {stops} stops.</source>
        <translation>길은 지점 {points}개, 정류 지점 {stops}개까지입니다.</translation>
    </message>
    <message>
        <source>A way needs two points at least.</source>
        <translation>길에는 지점이 두 개 이상 필요합니다.</translation>
    </message>
    <message>
        <source>A place is not on the globe: latitude first, then longitude.</source>
        <translation>지구 위의 위치가 아닙니다: 위도를 먼저, 경도를 나중에 적으십시오.</translation>
    </message>
    <message>
        <source>That place lies nowhere on the earth; check latitude and longitude.</source>
        <translation>지구 위에 없는 위치입니다. 위도와 경도를 확인하십시오.</translation>
    </message>
    <message>
        <source>A route has at most {checkpoints} checkpoints and {points} points.</source>
        <translation>순찰 경로는 확인 지점 {checkpoints}개, 지점 {points}개까지입니다.</translation>
    </message>
    <message>
        <source>A time without its offset from UTC was filled in.</source>
        <translation>UTC와의 시차가 없는 시각이 들어 있습니다.</translation>
    </message>
    <message>
        <source>A checkpoint falls due within the shift.</source>
        <translation>확인 지점의 시각은 근무 시간 안이어야 합니다.</translation>
    </message>
    <message>
        <source>Leave ends after it begins, within {days} days.</source>
        <translation>휴가는 시작보다 뒤에, {days}일 안에 끝나야 합니다.</translation>
    </message>
    <message>
        <source>At most {most} spans of opening hours are kept.</source>
        <translation>영업시간 구간은 {most}개까지입니다.</translation>
    </message>
    <message>
        <source>A weekday is 0 (Monday) to 6, or 7 for holidays.</source>
        <translation>요일은 0(월)~6, 공휴일은 7입니다.</translation>
    </message>
    <message>
        <source>Hours begin between 0:00 and 23:59 and last at most a day.</source>
        <translation>영업시간은 0:00~23:59에 시작해 하루를 넘지 않습니다.</translation>
    </message>
    <message>
        <source>There is no team {it} on duty.</source>
        <translation>근무 중인 {it} 조가 없습니다.</translation>
    </message>
    <message>
        <source>Team {it} is off duty already.</source>
        <translation>{it} 조는 이미 근무를 마쳤습니다.</translation>
    </message>
    <message>
        <source>A team needs a name and a device that tells where it is.</source>
        <translation>조에는 이름과 위치를 알리는 단말이 필요합니다.</translation>
    </message>
    <message>
        <source>A name has at most {most} characters.</source>
        <translation>이름은 {most}자까지입니다.</translation>
    </message>
    <message>
        <source>A team has 1 to {most} areas.</source>
        <translation>조의 담당 구역은 1~{most}개입니다.</translation>
    </message>
    <message>
        <source>A field is longer than {most} characters.</source>
        <translation>{most}자를 넘는 칸이 있습니다.</translation>
    </message>
    <message>
        <source>A unit checks in every 1 minute to 12 hours.</source>
        <translation>안부 확인 주기는 1분에서 12시간까지입니다.</translation>
    </message>
    <message>
        <source>Unit {it} checks in already.</source>
        <translation>{it}은(는) 이미 안부 확인 중입니다.</translation>
    </message>
    <message>
        <source>The unit was not named.</source>
        <translation>단말을 적지 않았습니다.</translation>
    </message>
    <message>
        <source>The grace is 30 seconds at least and no longer than the cadence.</source>
        <translation>유예는 30초 이상이고 확인 주기보다 길 수 없습니다.</translation>
    </message>
    <message>
        <source>Say how it was heard: radio, telephone, app or seen.</source>
        <translation>무전·전화·앱·육안 중 무엇으로 확인했는지 적으십시오.</translation>
    </message>
    <message>
        <source>A roster names guards and 1 to {days} days.</source>
        <translation>근무표에는 경호원과 1~{days}일을 적으십시오.</translation>
    </message>
    <message>
        <source>{it} is no guard of the roll.</source>
        <translation>{it}은(는) 명부에 있는 경호원이 아닙니다.</translation>
    </message>
    <message>
        <source>A call sign is 1 to {most} characters.</source>
        <translation>호출 부호는 1~{most}자입니다.</translation>
    </message>
    <message>
        <source>There is no such guard.</source>
        <translation>그런 경호원이 없습니다.</translation>
    </message>
    <message>
        <source>There is no such guard detail.</source>
        <translation>그런 경호 건이 없습니다.</translation>
    </message>
    <message>
        <source>A case has at most {most} posts.</source>
        <translation>한 건의 근무는 {most}개까지입니다.</translation>
    </message>
    <message>
        <source>Say what the team met.</source>
        <translation>순찰조가 무엇을 만났는지 적으십시오.</translation>
    </message>
    <message>
        <source>Each checkpoint needs a code of its own.</source>
        <translation>확인 지점마다 서로 다른 부호가 필요합니다.</translation>
    </message>
    <message>
        <source>This patrol has no checkpoint {it}.</source>
        <translation>이 순찰에는 확인 지점 {it}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>This patrol is over or not out.</source>
        <translation>끝났거나 순찰 중이 아닙니다.</translation>
    </message>
    <message>
        <source>Cancelling a patrol needs a reason.</source>
        <translation>순찰을 취소하려면 사유가 필요합니다.</translation>
    </message>
    <message>
        <source>The number is 0 to {most}.</source>
        <translation>수는 0~{most}입니다.</translation>
    </message>
    <message>
        <source>The code of an organisation does not change.</source>
        <translation>단체의 부호는 바꿀 수 없습니다.</translation>
    </message>
    <message>
        <source>This hazard was closed by {by}.</source>
        <translation>{by}가 이미 종결한 위험 요소입니다.</translation>
    </message>
    <message>
        <source>Choose one of the offices.</source>
        <translation>담당 부서를 고르십시오.</translation>
    </message>
    <message>
        <source>Say who mended it, or who saw that it is mended.</source>
        <translation>누가 고쳤는지, 또는 누가 고쳐진 것을 보았는지 적으십시오.</translation>
    </message>
    <message>
        <source>Dismissing a hazard needs a reason.</source>
        <translation>위험 요소를 기각하려면 사유가 필요합니다.</translation>
    </message>
    <message>
        <source>A box is named by at most 32 characters.</source>
        <translation>보관함 이름은 32자까지입니다.</translation>
    </message>
    <message>
        <source>It is named by the id of its device: 1 to 64 characters, no colon.</source>
        <translation>장치의 ID로 부릅니다: 1~64자, 쌍점 없이.</translation>
    </message>
</context>
<context>
    <name>FieldSaid</name>
    <message>
        <source>Not current: the engine is not heard</source>
        <translation>최신이 아님: 서버 응답 없음</translation>
    </message>
    <message>
        <source>{count} not shown: the engine is newer than this console</source>
        <translation>{count}건 표시 못 함: 서버가 이 콘솔보다 새 버전</translation>
    </message>
    <message>
        <source>Not possible now: {act}</source>
        <translation>지금은 할 수 없습니다: {act}</translation>
    </message>
    <message>
        <source>Refused: {reason}</source>
        <translation>거절됨: {reason}</translation>
    </message>
    <message>
        <source>Kept on this seat, not yet at the engine</source>
        <translation>이 자리에만 저장됨, 아직 서버에 없음</translation>
    </message>
    <message>
        <source>Sent, waiting for the engine</source>
        <translation>보냄, 서버 응답 대기</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
</context>
<context>
    <name>FigurePage</name>
    <message>
        <source>Asking the engine…</source>
        <translation>서버에 요청하는 중…</translation>
    </message>
    <message>
        <source>No alert has a promise to be held against yet.</source>
        <translation>아직 응답 기준을 적용할 경보가 없습니다.</translation>
    </message>
    <message>
        <source>No alert was closed in the last 30 days.</source>
        <translation>최근 30일 동안 종결된 경보가 없습니다.</translation>
    </message>
    <message>
        <source>Drills and events that came late do not count.</source>
        <translation>훈련과 늦게 도착한 사건은 세지 않습니다.</translation>
    </message>
    <message>
        <source>Alerts closed in the last 30 days. Proposals are never applied.</source>
        <translation>최근 30일에 종결된 경보입니다. 제안은 저절로 적용되지 않습니다.</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>지킴</translation>
    </message>
    <message>
        <source>missed by {count}</source>
        <translation>{count}건 부족</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds}초</translation>
    </message>
    <message>
        <source>{share} % in {seconds} s</source>
        <translation>{seconds}초 안에 {share} %</translation>
    </message>
    <message>
        <source>When</source>
        <translation>기간</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>응답 기준</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>한도</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>기한 내</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>도달</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>대기</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>종결</translation>
    </message>
    <message>
        <source>False</source>
        <translation>오경보</translation>
    </message>
    <message>
        <source>How they ended</source>
        <translation>종결 결과</translation>
    </message>
    <message>
        <source>Proposal</source>
        <translation>제안</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>다시 계산</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>CSV로 저장</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>24 hours</source>
        <translation>24시간</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30일</translation>
    </message>
    <message>
        <source>12 months</source>
        <translation>12개월</translation>
    </message>
    <message>
        <source>Shift {day}, {since} – {until}</source>
        <translation>근무조 {day} {since}–{until}</translation>
    </message>
    <message>
        <source>look at the device (life-safety is never hidden)</source>
        <translation>장치 점검 (인명 안전은 숨기지 않음)</translation>
    </message>
    <message>
        <source>adjust it, or shelve it for a time</source>
        <translation>조정하거나 잠시 보류</translation>
    </message>
</context>
<context>
    <name>FilterLine</name>
    <message>
        <source>No saved views: Shift+Y saves what is filtered now</source>
        <translation>저장된 보기가 없습니다: Shift+Y로 지금 필터를 저장합니다</translation>
    </message>
    <message>
        <source>Nothing is filtered: there is no view to save</source>
        <translation>필터가 없어 저장할 보기가 없습니다</translation>
    </message>
    <message>
        <source>View removed</source>
        <translation>보기를 지웠습니다</translation>
    </message>
    <message>
        <source>View saved as number {number}</source>
        <translation>보기 {number}번으로 저장했습니다</translation>
    </message>
    <message>
        <source>There is room for {most} views</source>
        <translation>보기는 {most}개까지 저장됩니다</translation>
    </message>
    <message>
        <source>Only: {asked}. {hidden} open alerts hidden</source>
        <translation>필터: {asked}. 열린 경보 {hidden}건 숨김</translation>
    </message>
    <message>
        <source>Words, place or number</source>
        <translation>단어, 장소 또는 번호</translation>
    </message>
    <message>
        <source>Show all  O</source>
        <translation>모두 보기  O</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>Enter to go on, Esc to leave</source>
        <translation>Enter 계속, Esc 취소</translation>
    </message>
</context>
<context>
    <name>GroupForm</name>
    <message>
        <source>Merge the {count} marked alerts</source>
        <translation>표시한 경보 {count}건을 한 사건으로</translation>
    </message>
    <message>
        <source>Split each of the {count} marked off</source>
        <translation>표시한 경보 {count}건을 각각 분리</translation>
    </message>
    <message>
        <source>Split this alert off</source>
        <translation>이 경보를 사건에서 분리</translation>
    </message>
    <message>
        <source>Merge with #{number} {name}</source>
        <translation>묶기: #{number} {name}</translation>
    </message>
    <message>
        <source>There is nothing to change: they are so already.</source>
        <translation>바꿀 것이 없습니다. 이미 그렇게 되어 있습니다.</translation>
    </message>
    <message>
        <source>Incident {number}: {count} open alerts</source>
        <translation>사건 {number}: 열린 경보 {count}건</translation>
    </message>
    <message>
        <source>Enter does it, Ctrl+Z takes it back. Every alert keeps its own row.</source>
        <translation>Enter로 실행, Ctrl+Z로 취소. 모든 경보는 자기 줄을 그대로 유지합니다.</translation>
    </message>
    <message>
        <source>No other open alert to merge with.</source>
        <translation>묶을 다른 열린 경보가 없습니다.</translation>
    </message>
    <message>
        <source>{when} apart</source>
        <translation>{when} 차이</translation>
    </message>
    <message>
        <source>{metres} m, {when} apart</source>
        <translation>{metres} m, {when} 차이</translation>
    </message>
</context>
<context>
    <name>GuardDetails</name>
    <message>
        <source>On post</source>
        <translation>근무 시작</translation>
    </message>
    <message>
        <source>Off post</source>
        <translation>근무 종료</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>교대</translation>
    </message>
    <message>
        <source>Roster</source>
        <translation>근무표</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>빼기</translation>
    </message>
    <message>
        <source>Approach, arrest …</source>
        <translation>접근·체포…</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>열람</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>개인정보</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>결정</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>연장</translation>
    </message>
    <message>
        <source>End</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Home camera</source>
        <translation>집 앞 카메라</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>휴가</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>복귀</translation>
    </message>
    <message>
        <source>Guard</source>
        <translation>경호원</translation>
    </message>
    <message>
        <source>Off the roll</source>
        <translation>명부 제외</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>변경</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>종결</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>New</source>
        <translation>새 사건</translation>
    </message>
    <message>
        <source>No session yet: S grants one</source>
        <translation>경호 결정 없음: S로 등록</translation>
    </message>
    <message>
        <source>Survey: {answer}</source>
        <translation>설문: {answer}</translation>
    </message>
    <message>
        <source>Session {number}: day {day} of {days}, until {end}</source>
        <translation>{number}차: {days}일 중 {day}일째, {end}까지</translation>
    </message>
    <message>
        <source>Nobody is due now</source>
        <translation>지금은 근무 시간이 아님</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>On post: {names}</source>
        <translation>근무 중: {names}</translation>
    </message>
    <message>
        <source>{there} of {needed} on post</source>
        <translation>{needed}명 중 {there}명 근무</translation>
    </message>
    <message>
        <source>Code (no name)</source>
        <translation>사건 번호 (이름 금지)</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>위험도</translation>
    </message>
    <message>
        <source>Police station</source>
        <translation>담당 경찰서</translation>
    </message>
    <message>
        <source>Watches (ids, comma)</source>
        <translation>스마트워치 (번호, 쉼표)</translation>
    </message>
    <message>
        <source>Home cameras (ids, comma)</source>
        <translation>집 앞 카메라 (번호, 쉼표)</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>새 사건</translation>
    </message>
    <message>
        <source>What changes, and why</source>
        <translation>변경 내용과 사유</translation>
    </message>
    <message>
        <source>Change the case</source>
        <translation>사건 정보 변경</translation>
    </message>
    <message>
        <source>Basis</source>
        <translation>근거</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>첫날</translation>
    </message>
    <message>
        <source>Days (up to 14)</source>
        <translation>일수 (14일까지)</translation>
    </message>
    <message>
        <source>Daily from</source>
        <translation>매일 시작</translation>
    </message>
    <message>
        <source>Hours a day</source>
        <translation>하루 시간</translation>
    </message>
    <message>
        <source>Guards at once</source>
        <translation>동시 경호원</translation>
    </message>
    <message>
        <source>Grant a session</source>
        <translation>경호 결정 등록</translation>
    </message>
    <message>
        <source>Days more (up to 14)</source>
        <translation>연장 일수 (14일까지)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>사유</translation>
    </message>
    <message>
        <source>Extend the session once</source>
        <translation>경호 1회 연장</translation>
    </message>
    <message>
        <source>End the session now</source>
        <translation>경호 지금 종료</translation>
    </message>
    <message>
        <source>Guards (comma)</source>
        <translation>경호원 (쉼표)</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>일수</translation>
    </message>
    <message>
        <source>Add posts to the roster</source>
        <translation>근무 추가</translation>
    </message>
    <message>
        <source>New guard</source>
        <translation>교대할 경호원</translation>
    </message>
    <message>
        <source>From (HH:MM, empty: now)</source>
        <translation>시작 (시:분, 비우면 지금)</translation>
    </message>
    <message>
        <source>Exchange {guard}</source>
        <translation>{guard} 교대</translation>
    </message>
    <message>
        <source>Take out the post of {guard}? Enter does it</source>
        <translation>{guard}의 근무를 뺍니까? Enter로 실행</translation>
    </message>
    <message>
        <source>On post, told to the room</source>
        <translation>근무 시작 대신 입력</translation>
    </message>
    <message>
        <source>Off post, told to the room</source>
        <translation>근무 종료 대신 입력</translation>
    </message>
    <message>
        <source>Told by</source>
        <translation>확인 수단</translation>
    </message>
    <message>
        <source>At (HH:MM, empty: now)</source>
        <translation>시각 (시:분, 비우면 지금)</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>What</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Words (no names)</source>
        <translation>내용 (이름 금지)</translation>
    </message>
    <message>
        <source>Put on the timeline</source>
        <translation>경과에 기록</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>목적</translation>
    </message>
    <message>
        <source>Reason, for the record</source>
        <translation>사유 (기록에 남음)</translation>
    </message>
    <message>
        <source>Show personal entries for a minute</source>
        <translation>개인정보 1분 열람</translation>
    </message>
    <message>
        <source>Personal entries: what is left empty stays, - takes one away</source>
        <translation>개인정보: 비운 칸은 그대로, - 는 그 항목 삭제</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>설문</translation>
    </message>
    <message>
        <source>What was said (no names)</source>
        <translation>설문 내용 (이름 금지)</translation>
    </message>
    <message>
        <source>Close the case</source>
        <translation>사건 종결</translation>
    </message>
    <message>
        <source>Survey after the end</source>
        <translation>종료 후 설문</translation>
    </message>
    <message>
        <source>Erase all personal entries for ever</source>
        <translation>개인정보 영구 삭제</translation>
    </message>
    <message>
        <source>Call sign</source>
        <translation>호출부호</translation>
    </message>
    <message>
        <source>Device (unit id)</source>
        <translation>단말 번호</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>업체</translation>
    </message>
    <message>
        <source>Guard of the roll, new or known: what is left empty stays, - takes it away</source>
        <translation>명부의 경호원 (신규·기존): 빈칸은 그대로, - 는 삭제</translation>
    </message>
    <message>
        <source>Back from leave</source>
        <translation>휴가에서 복귀</translation>
    </message>
    <message>
        <source>Take a guard off the roll</source>
        <translation>경호원을 명부에서 제외</translation>
    </message>
    <message>
        <source>From day</source>
        <translation>시작일</translation>
    </message>
    <message>
        <source>From</source>
        <translation>시작 시각</translation>
    </message>
    <message>
        <source>To day</source>
        <translation>종료일</translation>
    </message>
    <message>
        <source>To</source>
        <translation>종료 시각</translation>
    </message>
    <message>
        <source>Leave of a guard</source>
        <translation>경호원 휴가·결근</translation>
    </message>
    <message>
        <source>{cases} open, {gaps} with gaps</source>
        <translation>진행 {cases}건, 공백 {gaps}건</translation>
    </message>
    <message>
        <source>PgUp PgDn case · ↑↓ day · ←→ post · with Shift: timeline and guards · Esc back</source>
        <translation>PgUp PgDn 사건 · ↑↓ 날짜 · ←→ 근무 · Shift와 함께: 경과·경호원 · Esc 뒤로</translation>
    </message>
    <message>
        <source>Guard details</source>
        <translation>경호 현황</translation>
    </message>
    <message>
        <source>Guards</source>
        <translation>경호원</translation>
    </message>
    <message>
        <source>No guard detail is open. Ins opens one.</source>
        <translation>진행 중인 경호가 없습니다. Ins로 등록합니다.</translation>
    </message>
    <message>
        <source>covered</source>
        <translation>공백 없음</translation>
    </message>
    <message>
        <source>{who} already has a post {span}.</source>
        <translation>{who}은(는) {span}에 이미 근무가 있습니다.</translation>
    </message>
    <message>
        <source>{who} is on leave {span}.</source>
        <translation>{who}은(는) {span}에 휴가입니다.</translation>
    </message>
    <message>
        <source>The post of {who} is {span}.</source>
        <translation>{who}의 근무 시간은 {span}입니다.</translation>
    </message>
    <message>
        <source>The post of {who} has begun; exchange it instead.</source>
        <translation>{who}의 근무가 이미 시작되었습니다. 교대로 바꾸십시오.</translation>
    </message>
    <message>
        <source>{who} is on post since {span}.</source>
        <translation>{who}은(는) {span}부터 근무 중입니다.</translation>
    </message>
    <message>
        <source>{who} was on post until {span}.</source>
        <translation>{who}은(는) {span}까지 근무했습니다.</translation>
    </message>
    <message>
        <source>{who} is not on post.</source>
        <translation>{who}은(는) 근무 중이 아닙니다.</translation>
    </message>
    <message>
        <source>{who} has no post here now.</source>
        <translation>{who}은(는) 지금 이 사건에 근무가 없습니다.</translation>
    </message>
    <message>
        <source>{who} is not on leave.</source>
        <translation>{who}은(는) 휴가 중이 아닙니다.</translation>
    </message>
    <message>
        <source>{who} still has posts.</source>
        <translation>{who}에게 남은 근무가 있습니다.</translation>
    </message>
    <message>
        <source>{who} is on the roll already.</source>
        <translation>{who}은(는) 이미 명부에 있습니다.</translation>
    </message>
    <message>
        <source>{who} is not on the roll of guards. G puts guards on it.</source>
        <translation>{who}은(는) 경호원 명부에 없습니다. G로 추가합니다.</translation>
    </message>
    <message>
        <source>There is no such post.</source>
        <translation>그런 근무가 없습니다.</translation>
    </message>
    <message>
        <source>Another guard has to be named.</source>
        <translation>다른 경호원을 지정해야 합니다.</translation>
    </message>
    <message>
        <source>The guard was not named.</source>
        <translation>경호원을 지정하지 않았습니다.</translation>
    </message>
    <message>
        <source>The post would be over already.</source>
        <translation>이미 끝난 시간의 근무입니다.</translation>
    </message>
    <message>
        <source>A post ends after it begins.</source>
        <translation>근무 종료는 시작보다 뒤여야 합니다.</translation>
    </message>
    <message>
        <source>A post is at most {most} hours.</source>
        <translation>근무는 {most}시간까지입니다.</translation>
    </message>
    <message>
        <source>A session is 1 to {most} days.</source>
        <translation>경호 기간은 1~{most}일입니다.</translation>
    </message>
    <message>
        <source>An extension is 1 to {most} days.</source>
        <translation>연장은 1~{most}일입니다.</translation>
    </message>
    <message>
        <source>The session was extended once already; a new decision is needed.</source>
        <translation>이미 한 번 연장했습니다. 새 결정이 필요합니다.</translation>
    </message>
    <message>
        <source>Session {number} runs until {end}.</source>
        <translation>{number}차 경호가 {end}까지 진행됩니다.</translation>
    </message>
    <message>
        <source>A session is running: end it first.</source>
        <translation>경호가 진행 중입니다. 먼저 종료하십시오.</translation>
    </message>
    <message>
        <source>No session is running.</source>
        <translation>진행 중인 경호가 없습니다.</translation>
    </message>
    <message>
        <source>A day is 30 min to 24 h with 1 to {most} guards.</source>
        <translation>하루 30분~24시간, 경호원 1~{most}명입니다.</translation>
    </message>
    <message>
        <source>The session would be over already, or begins more than a year ahead.</source>
        <translation>이미 끝났거나 1년 뒤에 시작하는 기간입니다.</translation>
    </message>
    <message>
        <source>A code is 3 to {most} letters, digits and hyphens, no name.</source>
        <translation>사건 번호는 영문·숫자·하이픈 3~{most}자이며 이름은 쓰지 않습니다.</translation>
    </message>
    <message>
        <source>Case {code} is open already.</source>
        <translation>{code} 사건이 이미 진행 중입니다.</translation>
    </message>
    <message>
        <source>The survey of an open case is noted when it is closed.</source>
        <translation>진행 중인 사건의 설문은 종결할 때 기록합니다.</translation>
    </message>
    <message>
        <source>The answer of this case is on record already.</source>
        <translation>이 사건의 설문 응답은 이미 기록되어 있습니다.</translation>
    </message>
    <message>
        <source>Say what the person answered.</source>
        <translation>대상자의 응답을 고르세요.</translation>
    </message>
    <message>
        <source>Case {code} was closed by {by}.</source>
        <translation>{code} 사건은 {by}이(가) 종결했습니다.</translation>
    </message>
    <message>
        <source>A reason is needed.</source>
        <translation>사유가 필요합니다.</translation>
    </message>
    <message>
        <source>A purpose is needed.</source>
        <translation>목적이 필요합니다.</translation>
    </message>
    <message>
        <source>Personal entries are erased after the case is closed.</source>
        <translation>개인정보는 사건 종결 후에 삭제합니다.</translation>
    </message>
    <message>
        <source>Nothing about people is kept of this (any more).</source>
        <translation>이 사건에 남은 개인정보가 없습니다.</translation>
    </message>
    <message>
        <source>A personal entry is at most {most} characters.</source>
        <translation>개인정보 항목은 {most}자까지입니다.</translation>
    </message>
    <message>
        <source>A day that was filled in is more than a year away.</source>
        <translation>입력한 날짜가 1년 넘게 떨어져 있습니다.</translation>
    </message>
    <message>
        <source>Elevated risk</source>
        <translation>위험 있음</translation>
    </message>
    <message>
        <source>High risk</source>
        <translation>위험 높음</translation>
    </message>
    <message>
        <source>Very high risk</source>
        <translation>위험 매우 높음</translation>
    </message>
    <message>
        <source>Offender released</source>
        <translation>가해자 석방</translation>
    </message>
    <message>
        <source>Warrant refused</source>
        <translation>영장 기각</translation>
    </message>
    <message>
        <source>No harm done</source>
        <translation>피해 없음</translation>
    </message>
    <message>
        <source>Approach stopped</source>
        <translation>접근 차단</translation>
    </message>
    <message>
        <source>Offender arrested</source>
        <translation>가해자 체포</translation>
    </message>
    <message>
        <source>Offender detained</source>
        <translation>가해자 구속</translation>
    </message>
    <message>
        <source>Interim measure</source>
        <translation>잠정조치</translation>
    </message>
    <message>
        <source>Harm done</source>
        <translation>피해 발생</translation>
    </message>
    <message>
        <source>Person withdrew</source>
        <translation>대상자 철회</translation>
    </message>
    <message>
        <source>Felt very safe</source>
        <translation>매우 안전하다고 느낌</translation>
    </message>
    <message>
        <source>Felt safe</source>
        <translation>안전하다고 느낌</translation>
    </message>
    <message>
        <source>Neither safe nor unsafe</source>
        <translation>보통</translation>
    </message>
    <message>
        <source>Felt unsafe</source>
        <translation>불안함</translation>
    </message>
    <message>
        <source>Not asked</source>
        <translation>묻지 않음</translation>
    </message>
    <message>
        <source>Case opened</source>
        <translation>사건 등록</translation>
    </message>
    <message>
        <source>Session granted</source>
        <translation>경호 결정</translation>
    </message>
    <message>
        <source>Extended</source>
        <translation>연장</translation>
    </message>
    <message>
        <source>Session ended</source>
        <translation>경호 종료</translation>
    </message>
    <message>
        <source>Call for help from the watch</source>
        <translation>스마트워치 긴급신고</translation>
    </message>
    <message>
        <source>Restrained person near</source>
        <translation>접근금지 대상자 근접</translation>
    </message>
    <message>
        <source>Approach</source>
        <translation>접근</translation>
    </message>
    <message>
        <source>Stopped by guards</source>
        <translation>경호원이 제지</translation>
    </message>
    <message>
        <source>Arrest</source>
        <translation>체포</translation>
    </message>
    <message>
        <source>Detention</source>
        <translation>구속</translation>
    </message>
    <message>
        <source>Coverage gap</source>
        <translation>경호 공백</translation>
    </message>
    <message>
        <source>Covered again</source>
        <translation>공백 해소</translation>
    </message>
    <message>
        <source>Session ends soon</source>
        <translation>경호 종료 임박</translation>
    </message>
    <message>
        <source>Personal entries shown</source>
        <translation>개인정보 열람</translation>
    </message>
    <message>
        <source>Personal entries erased</source>
        <translation>개인정보 삭제</translation>
    </message>
    <message>
        <source>Case closed</source>
        <translation>사건 종결</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>전화</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>집</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>직장</translation>
    </message>
    <message>
        <source>Next of kin</source>
        <translation>가족·지인</translation>
    </message>
    <message>
        <source>Restrained person</source>
        <translation>접근금지 대상자</translation>
    </message>
    <message>
        <source>Looks of that person</source>
        <translation>대상자 인상착의</translation>
    </message>
    <message>
        <source>Car of that person</source>
        <translation>대상자 차량</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>결정 번호</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>비고</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>긴급 상황</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>확인 전화</translation>
    </message>
    <message>
        <source>Police asks</source>
        <translation>경찰 요청</translation>
    </message>
    <message>
        <source>Briefing guards</source>
        <translation>경호원 인계</translation>
    </message>
    <message>
        <source>Correction (supervisor)</source>
        <translation>정정 (책임자)</translation>
    </message>
    <message>
        <source>Audit (supervisor)</source>
        <translation>점검 (책임자)</translation>
    </message>
    <message>
        <source>Radio</source>
        <translation>무전</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>앱</translation>
    </message>
    <message>
        <source>Seen by camera</source>
        <translation>카메라로 확인</translation>
    </message>
    <message>
        <source>gone again</source>
        <translation>멀어짐</translation>
    </message>
    <message>
        <source>over, as the device told</source>
        <translation>해제됨 (기기 알림)</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>종결</translation>
    </message>
    <message>
        <source>Gap now</source>
        <translation>지금 공백</translation>
    </message>
    <message>
        <source>Gap from {time}</source>
        <translation>{time}부터 공백</translation>
    </message>
    <message>
        <source>No session yet</source>
        <translation>경호 결정 없음</translation>
    </message>
    <message>
        <source>Session over</source>
        <translation>경호 기간 끝남</translation>
    </message>
    <message>
        <source>Session ahead</source>
        <translation>경호 예정</translation>
    </message>
    <message>
        <source>Covered</source>
        <translation>공백 없음</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>월</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>화</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>수</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>목</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>금</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>토</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>일</translation>
    </message>
    <message>
        <source>on post: {code}</source>
        <translation>근무 중: {code}</translation>
    </message>
    <message>
        <source>on leave until {time}</source>
        <translation>{time}까지 휴가</translation>
    </message>
    <message>
        <source>free</source>
        <translation>대기</translation>
    </message>
    <message>
        <source>late: {code}</source>
        <translation>미도착: {code}</translation>
    </message>
    <message>
        <source>next {time}, {code}</source>
        <translation>다음 {time}, {code}</translation>
    </message>
</context>
<context>
    <name>HandOverForm</name>
    <message>
        <source>you</source>
        <translation>본인</translation>
    </message>
    <message>
        <source>To whom? Choose or type a name.</source>
        <translation>누구에게 넘깁니까? 이름을 고르거나 쓰십시오.</translation>
    </message>
    <message>
        <source>You do not hold this alert: say why it goes over.</source>
        <translation>담당하지 않는 경보입니다. 넘기는 까닭을 쓰십시오.</translation>
    </message>
    <message>
        <source>Nobody called {name} is known here. Enter hands over all the same.</source>
        <translation>{name}: 여기서 아는 사람이 아닙니다. Enter를 다시 누르면 그래도 넘깁니다.</translation>
    </message>
    <message>
        <source>Hand over to another operator</source>
        <translation>다른 근무자에게 인계</translation>
    </message>
    <message>
        <source>Another name</source>
        <translation>다른 이름</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>까닭</translation>
    </message>
    <message>
        <source>Enter hands over, Tab to the next field, Esc puts it away.</source>
        <translation>Enter로 인계, Tab으로 다음 칸, Esc로 닫기.</translation>
    </message>
</context>
<context>
    <name>HistorySearch</name>
    <message>
        <source>Searching…</source>
        <translation>찾는 중…</translation>
    </message>
    <message>
        <source>The engine does not answer; it is asked again when it is back</source>
        <translation>서버 응답 없음: 연결되면 다시 검색합니다</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>찾은 것이 없습니다</translation>
    </message>
    <message>
        <source>{count} shown, there are more: narrow the search</source>
        <translation>{count}건 표시, 더 있습니다: 검색을 좁히십시오</translation>
    </message>
    <message>
        <source>{count} found so far, more come below</source>
        <translation>지금까지 {count}건, 아래로 내리면 더 나옵니다</translation>
    </message>
    <message>
        <source>{count} found, those are all</source>
        <translation>모두 {count}건</translation>
    </message>
    <message>
        <source>Type, place, source or words</source>
        <translation>종류, 장소, 발신 또는 단어</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>관제원</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>전체 기간</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1시간</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24시간</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7일</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30일</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>모든 분류</translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>choose an alert</source>
        <translation>경보 선택</translation>
    </message>
    <message>
        <source>go to the newest emergency</source>
        <translation>가장 최근 긴급 경보로</translation>
    </message>
    <message>
        <source>claim</source>
        <translation>담당 지정</translation>
    </message>
    <message>
        <source>release</source>
        <translation>담당 해제</translation>
    </message>
    <message>
        <source>acknowledge</source>
        <translation>확인</translation>
    </message>
    <message>
        <source>write a note</source>
        <translation>메모 작성</translation>
    </message>
    <message>
        <source>close: then 1 to 6 for the outcome</source>
        <translation>종결: 이어서 1~6으로 처리결과</translation>
    </message>
    <message>
        <source>open or close a counted row</source>
        <translation>묶음 행 펼치기·접기</translation>
    </message>
    <message>
        <source>mark several alerts</source>
        <translation>경보 여러 건 선택</translation>
    </message>
    <message>
        <source>acknowledge what is marked (never life-safety)</source>
        <translation>선택한 경보 확인(인명 경보 제외)</translation>
    </message>
    <message>
        <source>show all, unacknowledged, mine, nobody&apos;s or in work</source>
        <translation>전체·미확인·내 것·담당 없음·처리 중 보기</translation>
    </message>
    <message>
        <source>filter by class, by priority, by words</source>
        <translation>분류·순위·단어로 거르기</translation>
    </message>
    <message>
        <source>show all again</source>
        <translation>다시 모두 보기</translation>
    </message>
    <message>
        <source>next saved view (Shift: save or remove this one)</source>
        <translation>다음 저장된 보기(Shift: 저장·삭제)</translation>
    </message>
    <message>
        <source>to the top of the queue</source>
        <translation>목록 맨 위로</translation>
    </message>
    <message>
        <source>search in all alerts ever</source>
        <translation>지난 모든 경보 검색</translation>
    </message>
    <message>
        <source>marks stand still instead of blinking</source>
        <translation>표식 깜박임 끄기·켜기</translation>
    </message>
    <message>
        <source>next camera of the alert</source>
        <translation>경보의 다음 카메라</translation>
    </message>
    <message>
        <source>map follows alerts again</source>
        <translation>지도가 다시 경보를 따라감</translation>
    </message>
    <message>
        <source>silence the sound for 2 minutes</source>
        <translation>2분간 경보음 끄기</translation>
    </message>
    <message>
        <source>1, 4, 9, 16, 25, 36, 49 or 64 pictures</source>
        <translation>영상 1, 4, 9, 16, 25, 36, 49, 64개</translation>
    </message>
    <message>
        <source>The chosen alert</source>
        <translation>선택한 경보</translation>
    </message>
    <message>
        <source>The queue</source>
        <translation>경보 목록</translation>
    </message>
    <message>
        <source>The pictures</source>
        <translation>영상</translation>
    </message>
    <message>
        <source>Map, sound and window</source>
        <translation>지도, 소리, 창</translation>
    </message>
    <message>
        <source>verified: it is real</source>
        <translation>실제 상황으로 판정</translation>
    </message>
    <message>
        <source>false: it is none</source>
        <translation>허위로 판정</translation>
    </message>
    <message>
        <source>send a team or tell an agency: Enter takes the first</source>
        <translation>팀 출동 또는 기관 통보: Enter는 맨 위</translation>
    </message>
    <message>
        <source>call back: then 1 to 3 for the answer</source>
        <translation>회신 전화: 이어서 1~3으로 결과</translation>
    </message>
    <message>
        <source>checklist: then the step&apos;s number; − skips</source>
        <translation>절차: 이어서 번호, −는 건너뛰기</translation>
    </message>
    <message>
        <source>who was sent: Enter for accepted, on scene, done</source>
        <translation>보낸 곳: Enter로 접수, 도착, 완료</translation>
    </message>
    <message>
        <source>take back what was just sent, merged or split</source>
        <translation>방금 보낸 것, 묶음, 분리를 취소</translation>
    </message>
    <message>
        <source>hand over to another operator</source>
        <translation>다른 근무자에게 인계</translation>
    </message>
    <message>
        <source>incident: merge with another alert, or split off</source>
        <translation>사건: 다른 경보와 묶기 또는 분리</translation>
    </message>
    <message>
        <source>escalate to the supervisor</source>
        <translation>책임자에게 상신</translation>
    </message>
    <message>
        <source>read on in the chosen alert</source>
        <translation>선택한 경보의 내용 넘겨 보기</translation>
    </message>
    <message>
        <source>next layout of the pictures (Shift: the one before)</source>
        <translation>다음 화면 분할 (Shift: 이전)</translation>
    </message>
    <message>
        <source>the spot fills the pictures&apos; room, and back</source>
        <translation>스팟 영상 크게 보기, 되돌리기</translation>
    </message>
    <message>
        <source>save a snapshot</source>
        <translation>스냅샷 저장</translation>
    </message>
    <message>
        <source>export a clip (asks for the purpose)</source>
        <translation>클립 내보내기 (목적 입력)</translation>
    </message>
    <message>
        <source>replay the last minute (R on a focused picture)</source>
        <translation>최근 1분 다시 보기 (영상 선택 시 R)</translation>
    </message>
    <message>
        <source>in a replay: hold, a picture back or on</source>
        <translation>다시 보기 중: 멈춤, 한 장 뒤로·앞으로</translation>
    </message>
    <message>
        <source>in a replay: slower, faster; ← → 5 seconds</source>
        <translation>다시 보기 중: 느리게, 빠르게; ← → 5초</translation>
    </message>
    <message>
        <source>on a focused picture: zoom; 0 shows it whole</source>
        <translation>선택한 영상: 확대·축소; 0 전체 보기</translation>
    </message>
    <message>
        <source>on a focused picture: bring it to the spot</source>
        <translation>선택한 영상: 스팟으로 보내기</translation>
    </message>
    <message>
        <source>pin a picture to its place</source>
        <translation>영상 자리 고정</translation>
    </message>
    <message>
        <source>free the place of a camera that is gone</source>
        <translation>목록에서 빠진 카메라의 자리 비우기</translation>
    </message>
    <message>
        <source>everything known of each picture</source>
        <translation>영상별 상세 정보</translation>
    </message>
    <message>
        <source>lift a privacy mask for a minute, or put it back</source>
        <translation>사생활 마스크 1분 해제, 다시 적용</translation>
    </message>
    <message>
        <source>turn the spot camera (Ctrl + and −: zoom)</source>
        <translation>스팟 카메라 회전 (Ctrl + −: 줌)</translation>
    </message>
    <message>
        <source>views of the spot camera: then 1 to 9</source>
        <translation>스팟 카메라 프리셋: 이어서 1~9</translation>
    </message>
    <message>
        <source>layers of the map</source>
        <translation>지도 층</translation>
    </message>
    <message>
        <source>go to a place on the map</source>
        <translation>지도에서 장소 찾기</translation>
    </message>
    <message>
        <source>measure on the map</source>
        <translation>지도에서 거리 재기</translation>
    </message>
    <message>
        <source>cameras at the place chosen on the map</source>
        <translation>지도에서 고른 곳의 카메라</translation>
    </message>
    <message>
        <source>next panel</source>
        <translation>다음 창</translation>
    </message>
    <message>
        <source>what is kept out of the queue: shelve, rules</source>
        <translation>목록에서 제외된 경보: 보류, 규칙</translation>
    </message>
    <message>
        <source>supervisor: answer times, types, intervals</source>
        <translation>책임자: 응답 시간, 유형, 간격</translation>
    </message>
    <message>
        <source>escorts and check-ins</source>
        <translation>안심귀가와 안전 확인</translation>
    </message>
    <message>
        <source>planning: cameras by dong, blind spots, ages</source>
        <translation>계획: 법정동별 카메라, 사각지대, 나이</translation>
    </message>
    <message>
        <source>guard details</source>
        <translation>경호 현황</translation>
    </message>
    <message>
        <source>patrols, hazards, roster</source>
        <translation>순찰·위험 요소·합동 단체</translation>
    </message>
    <message>
        <source>shelters and parcel lockers</source>
        <translation>안심지킴이집·안심택배함</translation>
    </message>
    <message>
        <source>on a board: erase what ended (supervisor)</source>
        <translation>업무 화면에서: 끝난 기록 지우기 (책임자)</translation>
    </message>
    <message>
        <source>Korean or English</source>
        <translation>한국어·영어 전환</translation>
    </message>
    <message>
        <source>back to the queue</source>
        <translation>경보 목록으로</translation>
    </message>
    <message>
        <source>this list</source>
        <translation>이 목록</translation>
    </message>
</context>
<context>
    <name>LayerList</name>
    <message>
        <source>Layers (⇧F2)</source>
        <translation>표시 항목 (⇧F2)</translation>
    </message>
    <message>
        <source>As at first</source>
        <translation>처음대로</translation>
    </message>
    <message>
        <source>{layer} (none)</source>
        <translation>{layer} (없음)</translation>
    </message>
</context>
<context>
    <name>Layers</name>
    <message>
        <source>Base picture</source>
        <translation>배경 그림</translation>
    </message>
    <message>
        <source>Streets, buildings</source>
        <translation>도로·건물</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Fields of view</source>
        <translation>촬영 범위</translation>
    </message>
    <message>
        <source>Turnable: reach, presets</source>
        <translation>회전형 범위·프리셋</translation>
    </message>
    <message>
        <source>Emergency bells</source>
        <translation>비상벨</translation>
    </message>
    <message>
        <source>Shelter stores</source>
        <translation>안전지킴이집</translation>
    </message>
    <message>
        <source>Parcel lockers</source>
        <translation>안심택배함</translation>
    </message>
    <message>
        <source>Street lights</source>
        <translation>보안등</translation>
    </message>
    <message>
        <source>Toilets, gates</source>
        <translation>화장실·출입구</translation>
    </message>
    <message>
        <source>Safe-return paths</source>
        <translation>안심귀갓길</translation>
    </message>
    <message>
        <source>Patrol areas, routes</source>
        <translation>순찰 구역·경로</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>이동체</translation>
    </message>
    <message>
        <source>Tracks of units</source>
        <translation>이동 궤적</translation>
    </message>
    <message>
        <source>Accuracy of fixes</source>
        <translation>위치 오차</translation>
    </message>
    <message>
        <source>Escorts, posts, rounds</source>
        <translation>동행·초소·순찰 업무</translation>
    </message>
    <message>
        <source>Acknowledged alerts</source>
        <translation>확인된 경보</translation>
    </message>
    <message>
        <source>Crowded signs in groups</source>
        <translation>겹치는 표시 묶기</translation>
    </message>
    <message>
        <source>Past incidents</source>
        <translation>지난 사건 밀도</translation>
    </message>
    <message>
        <source>Seen by cameras</source>
        <translation>카메라가 보는 곳</translation>
    </message>
    <message>
        <source>Blind spots</source>
        <translation>사각지대</translation>
    </message>
</context>
<context>
    <name>LayoutList</name>
    <message>
        <source>{count} pictures</source>
        <translation>영상 {count}개</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Legend</source>
        <translation>범례</translation>
    </message>
    <message>
        <source>Escort</source>
        <translation>귀가 동행</translation>
    </message>
    <message>
        <source>Patrol</source>
        <translation>순찰</translation>
    </message>
    <message>
        <source>Guard</source>
        <translation>신변 경호</translation>
    </message>
    <message>
        <source>Vehicle or other</source>
        <translation>차량·기타</translation>
    </message>
    <message>
        <source>Citizen</source>
        <translation>시민</translation>
    </message>
    <message>
        <source>Fix 10 to 30 s old</source>
        <translation>10~30초 된 위치</translation>
    </message>
    <message>
        <source>Fix older than 30 s</source>
        <translation>30초 넘은 위치</translation>
    </message>
    <message>
        <source>Several units</source>
        <translation>이동체 여러 개</translation>
    </message>
    <message>
        <source>Reach of a turnable camera</source>
        <translation>회전 카메라가 볼 수 있는 범위</translation>
    </message>
    <message>
        <source>Street light</source>
        <translation>보안등</translation>
    </message>
    <message>
        <source>Toilet</source>
        <translation>화장실</translation>
    </message>
    <message>
        <source>Park gate</source>
        <translation>공원 출입구</translation>
    </message>
    <message>
        <source>Safe-return path</source>
        <translation>안심귀갓길</translation>
    </message>
    <message>
        <source>Patrol area, route</source>
        <translation>순찰 구역·경로</translation>
    </message>
    <message>
        <source>Past incidents, few to many</source>
        <translation>지난 사건, 적음에서 많음</translation>
    </message>
    <message>
        <source>Seen by cameras</source>
        <translation>카메라가 보는 곳</translation>
    </message>
    <message>
        <source>Seen by no camera</source>
        <translation>카메라가 보지 못하는 곳</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Intelligent camera</source>
        <translation>지능형 카메라</translation>
    </message>
    <message>
        <source>Emergency bell</source>
        <translation>비상벨</translation>
    </message>
    <message>
        <source>Shelter store</source>
        <translation>안전지킴이집</translation>
    </message>
    <message>
        <source>Parcel locker</source>
        <translation>안심택배함</translation>
    </message>
    <message>
        <source>Alert, unacknowledged</source>
        <translation>미확인 경보</translation>
    </message>
    <message>
        <source>Alert, acknowledged</source>
        <translation>확인된 경보</translation>
    </message>
    <message>
        <source>Alert, kept quiet</source>
        <translation>조용히 둔 경보</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>훈련</translation>
    </message>
    <message>
        <source>Legend (L)</source>
        <translation>범례 (L)</translation>
    </message>
</context>
<context>
    <name>LiveMap</name>
    <message>
        <source>{unit}: fix {age} old</source>
        <translation>{unit}: 위치 {age} 전</translation>
    </message>
    <message>
        <source>before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>now</source>
        <translation>지금</translation>
    </message>
    <message>
        <source>next</source>
        <translation>다음</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Not on record: {action}, {reason}</source>
        <translation>기록되지 않음: {action}, {reason}</translation>
    </message>
</context>
<context>
    <name>MapCard</name>
    <message>
        <source>{minutes} min walk</source>
        <translation>도보 {minutes}분</translation>
    </message>
    <message>
        <source>Escort</source>
        <translation>귀가 동행</translation>
    </message>
    <message>
        <source>Patrol</source>
        <translation>순찰</translation>
    </message>
    <message>
        <source>Guard</source>
        <translation>신변 경호</translation>
    </message>
    <message>
        <source>Vehicle or other</source>
        <translation>차량·기타</translation>
    </message>
    <message>
        <source>Citizen</source>
        <translation>시민</translation>
    </message>
    <message>
        <source>Emergency bell</source>
        <translation>비상벨</translation>
    </message>
    <message>
        <source>Shelter store</source>
        <translation>안전지킴이집</translation>
    </message>
    <message>
        <source>Parcel locker</source>
        <translation>안심택배함</translation>
    </message>
    <message>
        <source>Street light</source>
        <translation>보안등</translation>
    </message>
    <message>
        <source>Toilet</source>
        <translation>화장실</translation>
    </message>
    <message>
        <source>Park gate</source>
        <translation>공원 출입구</translation>
    </message>
    <message>
        <source>sees it</source>
        <translation>보임</translation>
    </message>
    <message>
        <source>preset {name}</source>
        <translation>프리셋 {name}</translation>
    </message>
    <message>
        <source>could turn</source>
        <translation>돌리면 보임</translation>
    </message>
    <message>
        <source>direction not known</source>
        <translation>방향 모름</translation>
    </message>
    <message>
        <source>looks elsewhere</source>
        <translation>다른 쪽을 봄</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>영상 없음</translation>
    </message>
    <message>
        <source>{metres} m across</source>
        <translation>화면 폭 {metres} m</translation>
    </message>
    <message>
        <source>Team: {name}</source>
        <translation>가까운 조: {name}</translation>
    </message>
    <message>
        <source>No team with a fresh fix</source>
        <translation>위치가 최신인 조 없음</translation>
    </message>
    <message>
        <source>{count} nearer, but their fixes are old</source>
        <translation>더 가까운 {count}개는 위치가 오래됨</translation>
    </message>
    <message>
        <source>No free team with a fresh fix</source>
        <translation>위치가 최신인 대기 팀 없음</translation>
    </message>
    <message>
        <source>Nearest free team: {name}</source>
        <translation>가장 가까운 대기 팀: {name}</translation>
    </message>
    <message>
        <source>is with somebody</source>
        <translation>동행·경호 중</translation>
    </message>
    <message>
        <source>sent to #{number}</source>
        <translation>#{number} 출동 중</translation>
    </message>
    <message>
        <source>fix {age} old</source>
        <translation>{age} 전 위치</translation>
    </message>
    <message>
        <source>battery {percent} %</source>
        <translation>배터리 {percent} %</translation>
    </message>
    <message>
        <source>looks to {heading}°, {view}° wide, reaches {reach}</source>
        <translation>방향 {heading}°, 화각 {view}°, 거리 {reach}</translation>
    </message>
    <message>
        <source>where it looks is not known; reaches {reach}</source>
        <translation>바라보는 방향을 알 수 없음, {reach}까지 보임</translation>
    </message>
    <message>
        <source>intelligent</source>
        <translation>지능형</translation>
    </message>
    <message>
        <source>can be turned</source>
        <translation>회전형</translation>
    </message>
    <message>
        <source>no picture is set up</source>
        <translation>영상 주소 없음</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>예정</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>놓침</translation>
    </message>
    <message>
        <source>late</source>
        <translation>늦음</translation>
    </message>
    <message>
        <source>not as it should be</source>
        <translation>이상 있음</translation>
    </message>
    <message>
        <source>{units} units, {cameras} cameras chosen</source>
        <translation>이동체 {units}개, 카메라 {cameras}대 선택</translation>
    </message>
    <message>
        <source>{count} of them with an old fix</source>
        <translation>그중 {count}개는 위치가 오래됨</translation>
    </message>
</context>
<context>
    <name>MapDesk</name>
    <message>
        <source>chosen on the map</source>
        <translation>지도에서 고름</translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message>
        <source>Replay: Space holds · , and . step · [ and ] slower, faster · ← → 5 s · Esc live</source>
        <translation>다시 보기: Space 멈춤 · , . 한 장씩 · [ ] 느리게·빠르게 · ← → 5초 · Esc 실시간</translation>
    </message>
    <message>
        <source>Taking a snapshot of {camera} …</source>
        <translation>{camera} 스냅샷 저장 중 …</translation>
    </message>
    <message>
        <source>{camera} has a privacy mask and a clip would show what it hides: lift the mask first (U)</source>
        <translation>{camera}에는 사생활 마스크가 있고 클립에는 가려진 부분이 보입니다. 먼저 마스크를 해제하세요 (U)</translation>
    </message>
    <message>
        <source>Clip of {camera}, {first} to {last}. For what purpose?</source>
        <translation>{camera} 클립, {first}~{last}. 목적은 무엇입니까?</translation>
    </message>
    <message>
        <source>A clip needs a purpose; it is put on record.</source>
        <translation>클립에는 목적이 필요하며 기록에 남습니다.</translation>
    </message>
    <message>
        <source>Writing a clip of {camera} …</source>
        <translation>{camera} 클립 저장 중 …</translation>
    </message>
    <message>
        <source>Lift the privacy mask of {camera} for {seconds} s. For what purpose?</source>
        <translation>{camera} 사생활 마스크를 {seconds}초 동안 해제합니다. 목적은 무엇입니까?</translation>
    </message>
    <message>
        <source>The mask of {camera} is lifted for {seconds} s; U puts it back now</source>
        <translation>{camera} 마스크가 {seconds}초 동안 해제됨; U로 바로 다시 적용</translation>
    </message>
    <message>
        <source>The mask of {camera} is back</source>
        <translation>{camera} 마스크 다시 적용됨</translation>
    </message>
    <message>
        <source>This camera has no privacy mask.</source>
        <translation>이 카메라에는 사생활 마스크가 없습니다.</translation>
    </message>
    <message>
        <source>This seat may not lift privacy masks (may_lift_masks in its settings).</source>
        <translation>이 좌석은 사생활 마스크를 해제할 수 없습니다 (설정 may_lift_masks).</translation>
    </message>
    <message>
        <source>A mask is lifted for a purpose; it is put on record.</source>
        <translation>마스크 해제에는 목적이 필요하며 기록에 남습니다.</translation>
    </message>
    <message>
        <source>The spot tile belongs to alerts and cannot be pinned.</source>
        <translation>스팟은 경보용이므로 고정할 수 없습니다.</translation>
    </message>
    <message>
        <source>This tile shows no camera with a stream.</source>
        <translation>이 칸에는 영상이 있는 카메라가 없습니다.</translation>
    </message>
    <message>
        <source>This console has no folder to save pictures in.</source>
        <translation>이 콘솔에는 영상을 저장할 폴더가 없습니다.</translation>
    </message>
</context>
<context>
    <name>PackNotice</name>
    <message>
        <source>The imported map cannot be read: the map of the program is shown.</source>
        <translation>가져온 지도를 읽을 수 없어 프로그램의 지도를 표시합니다.</translation>
    </message>
</context>
<context>
    <name>Patrols</name>
    <message>
        <source>Planned</source>
        <translation>예정</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>출발 대기</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>순찰 중</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Not held</source>
        <translation>미실시</translation>
    </message>
    <message>
        <source>by track</source>
        <translation>이동 경로로 확인</translation>
    </message>
    <message>
        <source>told by device</source>
        <translation>단말 보고</translation>
    </message>
    <message>
        <source>entered by the room</source>
        <translation>관제실 입력</translation>
    </message>
    <message>
        <source>Gas</source>
        <translation>가스</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>구조물</translation>
    </message>
    <message>
        <source>Electric</source>
        <translation>전기</translation>
    </message>
    <message>
        <source>Pavement</source>
        <translation>보도·도로</translation>
    </message>
    <message>
        <source>Lighting</source>
        <translation>조명</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>기타</translation>
    </message>
    <message>
        <source>Fire (119)</source>
        <translation>소방(119)</translation>
    </message>
    <message>
        <source>Gas safety</source>
        <translation>가스안전</translation>
    </message>
    <message>
        <source>Buildings office</source>
        <translation>건축 부서</translation>
    </message>
    <message>
        <source>Electricity</source>
        <translation>전기 부서</translation>
    </message>
    <message>
        <source>Roads office</source>
        <translation>도로 부서</translation>
    </message>
    <message>
        <source>Street lighting</source>
        <translation>가로등 부서</translation>
    </message>
    <message>
        <source>Parks office</source>
        <translation>공원 부서</translation>
    </message>
    <message>
        <source>District office</source>
        <translation>구청</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>접수</translation>
    </message>
    <message>
        <source>Referred</source>
        <translation>이관됨</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>부서 접수</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>조치 완료</translation>
    </message>
    <message>
        <source>Dismissed</source>
        <translation>종결</translation>
    </message>
    <message>
        <source>Police</source>
        <translation>경찰</translation>
    </message>
    <message>
        <source>Fire</source>
        <translation>소방</translation>
    </message>
    <message>
        <source>Crime-prevention unit</source>
        <translation>자율방범대</translation>
    </message>
    <message>
        <source>Volunteers</source>
        <translation>자원봉사</translation>
    </message>
    <message>
        <source>Mothers&apos; patrol</source>
        <translation>어머니방범대</translation>
    </message>
    <message>
        <source>Students</source>
        <translation>학생</translation>
    </message>
    <message>
        <source>Residents</source>
        <translation>주민</translation>
    </message>
    <message>
        <source>District</source>
        <translation>구청</translation>
    </message>
    <message>
        <source>Check-in missed</source>
        <translation>안부 확인 누락</translation>
    </message>
    <message>
        <source>Not started, {age} late</source>
        <translation>미출발 {age} 지연</translation>
    </message>
    <message>
        <source>{age} over time</source>
        <translation>{age} 초과</translation>
    </message>
    <message>
        <source>Two apart</source>
        <translation>2인 이탈</translation>
    </message>
    <message>
        <source>One not heard</source>
        <translation>1인 신호 끊김</translation>
    </message>
    <message>
        <source>Not heard</source>
        <translation>신호 끊김</translation>
    </message>
    <message>
        <source>radio</source>
        <translation>무전</translation>
    </message>
    <message>
        <source>telephone</source>
        <translation>전화</translation>
    </message>
    <message>
        <source>app</source>
        <translation>앱</translation>
    </message>
    <message>
        <source>seen on camera</source>
        <translation>카메라로 확인</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count}분</translation>
    </message>
    <message>
        <source>{count} h</source>
        <translation>{count}시간</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count}일</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>조 이름</translation>
    </message>
    <message>
        <source>Area or route</source>
        <translation>구역·경로</translation>
    </message>
    <message>
        <source>Device of the first</source>
        <translation>첫째 대원 단말</translation>
    </message>
    <message>
        <source>Device of the second</source>
        <translation>둘째 대원 단말</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>근무 시간</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>시작일</translation>
    </message>
    <message>
        <source>From</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>To</source>
        <translation>끝</translation>
    </message>
    <message>
        <source>Plan a patrol</source>
        <translation>순찰 계획</translation>
    </message>
    <message>
        <source>Night 21:00–02:30</source>
        <translation>야간 21:00–02:30</translation>
    </message>
    <message>
        <source>Morning 06:00–10:00</source>
        <translation>아침 06:00–10:00</translation>
    </message>
    <message>
        <source>Evening 19:00–23:00</source>
        <translation>저녁 19:00–23:00</translation>
    </message>
    <message>
        <source>As typed</source>
        <translation>직접 입력</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>단체</translation>
    </message>
    <message>
        <source>People (0: not any more)</source>
        <translation>인원 (0: 제외)</translation>
    </message>
    <message>
        <source>Joint patrol</source>
        <translation>합동 순찰</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>출발</translation>
    </message>
    <message>
        <source>Cancel the patrol</source>
        <translation>순찰 취소</translation>
    </message>
    <message>
        <source>Hazards: {open} open, {overdue} overdue</source>
        <translation>위험 요소: 미조치 {open}, 기한 초과 {overdue}</translation>
    </message>
    <message>
        <source>No hazard is known. Ins reports one.</source>
        <translation>등록된 위험 요소가 없습니다. Ins로 등록합니다.</translation>
    </message>
    <message>
        <source>Refer</source>
        <translation>이관</translation>
    </message>
    <message>
        <source>Accepted by office</source>
        <translation>부서 접수</translation>
    </message>
    <message>
        <source>Mended</source>
        <translation>조치 완료</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>사진</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>지도</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>종결</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>등록</translation>
    </message>
    <message>
        <source>Who mended it, or who saw it</source>
        <translation>조치한 곳 또는 확인한 사람</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>까닭</translation>
    </message>
    <message>
        <source>{state}, overdue</source>
        <translation>{state}, 기한 초과</translation>
    </message>
    <message>
        <source>Found {time} by {by}, {age} ago</source>
        <translation>{time} 발견 ({by}), {age} 전</translation>
    </message>
    <message>
        <source>Alert #{number}</source>
        <translation>경보 #{number}</translation>
    </message>
    <message>
        <source>Pictures kept with it: {count}</source>
        <translation>함께 보관된 사진 {count}장</translation>
    </message>
    <message>
        <source>No place on the map; see the words</source>
        <translation>지도상 위치 없음, 내용 참조</translation>
    </message>
    <message>
        <source>Referred {time} to {office} by {by}</source>
        <translation>{time} {office}에 이관 ({by})</translation>
    </message>
    <message>
        <source>Accepted {time}</source>
        <translation>{time} 부서 접수</translation>
    </message>
    <message>
        <source>Promised by {time}</source>
        <translation>조치 약속 {time}까지</translation>
    </message>
    <message>
        <source>Next reminder {time}; reminded {count} times</source>
        <translation>다음 알림 {time}, 지금까지 {count}회 알림</translation>
    </message>
    <message>
        <source>the device told that it is gone</source>
        <translation>해소되었다고 기기가 알림</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>담당 부서</translation>
    </message>
    <message>
        <source>Its number for it</source>
        <translation>부서 접수번호</translation>
    </message>
    <message>
        <source>Refer the hazard</source>
        <translation>위험 요소 이관</translation>
    </message>
    <message>
        <source>Promised day (may be empty)</source>
        <translation>조치 약속일 (비워도 됨)</translation>
    </message>
    <message>
        <source>Incident met by {team}</source>
        <translation>{team} 돌발상황</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>상황</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>비고</translation>
    </message>
    <message>
        <source>Check-in (min)</source>
        <translation>안부 확인(분)</translation>
    </message>
    <message>
        <source>From and To count where the hours are “as typed”. Check-in 0: never.</source>
        <translation>시작·끝 시각은 근무 시간이 “직접 입력”일 때만 적용됩니다. 안부 확인 0: 없음.</translation>
    </message>
    <message>
        <source>Usual hours</source>
        <translation>기본 시간</translation>
    </message>
    <message>
        <source>Why {count} checkpoints were not passed</source>
        <translation>통과하지 못한 지점 {count}곳의 사유</translation>
    </message>
    <message>
        <source>End the shift</source>
        <translation>순찰 종료</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>순찰 지점</translation>
    </message>
    <message>
        <source>As the team told by radio; it is marked as entered by the room.</source>
        <translation>무전으로 보고받은 내용입니다. 관제실 입력으로 표시됩니다.</translation>
    </message>
    <message>
        <source>Checkpoint passed</source>
        <translation>순찰 지점 통과</translation>
    </message>
    <message>
        <source>Point on the map</source>
        <translation>지도에서 지정</translation>
    </message>
    <message>
        <source>In words only</source>
        <translation>설명으로만</translation>
    </message>
    <message>
        <source>Where {team} is</source>
        <translation>{team}의 현재 위치</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>What, and where exactly</source>
        <translation>내용과 정확한 위치</translation>
    </message>
    <message>
        <source>Report a hazard</source>
        <translation>위험 요소 등록</translation>
    </message>
    <message>
        <source>Heard by</source>
        <translation>확인 방법</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>들은 내용</translation>
    </message>
    <message>
        <source>{team} was heard</source>
        <translation>{team} 안부 확인</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>종료 시각</translation>
    </message>
    <message>
        <source>Extend the shift (at most two hours)</source>
        <translation>순찰 연장 (최대 2시간)</translation>
    </message>
    <message>
        <source>Patrols: {out} out, {late} late</source>
        <translation>순찰: 순찰 중 {out}, 지연 {late}</translation>
    </message>
    <message>
        <source>No patrol is planned. Ins plans one.</source>
        <translation>예정된 순찰이 없습니다. Ins로 계획합니다.</translation>
    </message>
    <message>
        <source>points {done}/{all}</source>
        <translation>지점 {done}/{all}</translation>
    </message>
    <message>
        <source>route {percent} %</source>
        <translation>경로 {percent} %</translation>
    </message>
    <message>
        <source>{people} joined</source>
        <translation>합동 {people}명</translation>
    </message>
    <message>
        <source>Started {time} by {by}</source>
        <translation>{time} 출발 ({by})</translation>
    </message>
    <message>
        <source>Ended {time} by {by}</source>
        <translation>{time} 종료 ({by})</translation>
    </message>
    <message>
        <source>The two are apart: speak with both.</source>
        <translation>두 대원이 떨어져 있습니다. 두 사람 모두와 교신하세요.</translation>
    </message>
    <message>
        <source>{unit}: no position</source>
        <translation>{unit}: 위치 없음</translation>
    </message>
    <message>
        <source>{unit}: seen {age} ago</source>
        <translation>{unit}: {age} 전 확인</translation>
    </message>
    <message>
        <source>Route: not known, no position was heard</source>
        <translation>경로: 위치 신호가 없어 알 수 없음</translation>
    </message>
    <message>
        <source>Route walked: {percent} % ({used} fixes used, {out} left out)</source>
        <translation>경로 이행 {percent} % (위치 {used}건 사용, {out}건 제외)</translation>
    </message>
    <message>
        <source>positions too vague: rather more was walked</source>
        <translation>위치가 부정확함: 실제로는 더 걸었을 수 있음</translation>
    </message>
    <message>
        <source>Joint patrol: {names}</source>
        <translation>합동 순찰: {names}</translation>
    </message>
    <message>
        <source>Incidents met: {alerts}</source>
        <translation>돌발상황: {alerts}</translation>
    </message>
    <message>
        <source>Hazard: {category}, {state}, {age}</source>
        <translation>위험 요소: {category}, {state}, {age}</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>돌발상황</translation>
    </message>
    <message>
        <source>Hazard</source>
        <translation>위험 요소</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>안부 확인</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>합동</translation>
    </message>
    <message>
        <source>End</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>연장</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>계획</translation>
    </message>
    <message>
        <source>{metres} m away</source>
        <translation>{metres} m 떨어짐</translation>
    </message>
    <message>
        <source>Check-in missed since {time}: ring the team</source>
        <translation>{time}부터 안부 확인 없음: 조에 전화하세요</translation>
    </message>
    <message>
        <source>Checks in by {time}, last {age} ago</source>
        <translation>다음 안부 확인 {time}까지, 마지막 확인 {age} 전</translation>
    </message>
    <message>
        <source>Roster: {count} organisations, {members} people</source>
        <translation>합동 단체: {count}곳, {members}명</translation>
    </message>
    <message>
        <source>No organisation is in the roster. Ins enters one.</source>
        <translation>등록된 단체가 없습니다. Ins로 등록합니다.</translation>
    </message>
    <message>
        <source>takes no part</source>
        <translation>미참여</translation>
    </message>
    <message>
        <source>{count} people</source>
        <translation>{count}명</translation>
    </message>
    <message>
        <source>{kind} · {count} people</source>
        <translation>{kind} · {count}명</translation>
    </message>
    <message>
        <source>{kind}: {count} organisations, {members} people</source>
        <translation>{kind}: {count}곳, {members}명</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>변경</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>등록</translation>
    </message>
    <message>
        <source>takes part</source>
        <translation>참여</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>코드</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>구분</translation>
    </message>
    <message>
        <source>Name (Korean)</source>
        <translation>이름(한국어)</translation>
    </message>
    <message>
        <source>Name (English)</source>
        <translation>이름(영어)</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>회원 수</translation>
    </message>
    <message>
        <source>Takes part</source>
        <translation>참여 여부</translation>
    </message>
    <message>
        <source>A patrol needs a team, an area and the devices of two members.</source>
        <translation>순찰에는 조 이름, 구역, 대원 두 명의 단말이 필요합니다.</translation>
    </message>
    <message>
        <source>A team is two people with a device each.</source>
        <translation>한 조는 단말을 지닌 두 명입니다.</translation>
    </message>
    <message>
        <source>A shift ends after it begins, within 12 hours.</source>
        <translation>종료 시각은 시작보다 뒤이고 12시간 이내여야 합니다.</translation>
    </message>
    <message>
        <source>This shift is over already.</source>
        <translation>이미 지난 시간입니다.</translation>
    </message>
    <message>
        <source>A shift is planned at most 31 days ahead.</source>
        <translation>순찰은 31일 앞까지 계획할 수 있습니다.</translation>
    </message>
    <message>
        <source>{who} walks in patrol {number} of {team} at that time.</source>
        <translation>{who} 단말은 그 시간에 {team}의 순찰 {number}에 편성되어 있습니다.</translation>
    </message>
    <message>
        <source>This shift begins in more than an hour; plan another one for now.</source>
        <translation>시작까지 한 시간이 넘게 남았습니다. 지금 나갈 순찰을 따로 계획하세요.</translation>
    </message>
    <message>
        <source>{count} checkpoints were not passed: say why.</source>
        <translation>지점 {count}곳을 통과하지 않았습니다. 사유를 적으세요.</translation>
    </message>
    <message>
        <source>This patrol has not begun.</source>
        <translation>아직 출발하지 않은 순찰입니다.</translation>
    </message>
    <message>
        <source>The team is out; end the shift instead.</source>
        <translation>조가 순찰 중입니다. 취소 대신 종료하세요.</translation>
    </message>
    <message>
        <source>A patrol that is out is extended by at most two hours.</source>
        <translation>순찰 중일 때 최대 두 시간까지 연장할 수 있습니다.</translation>
    </message>
    <message>
        <source>This patrol is over or not out.</source>
        <translation>끝났거나 순찰 중이 아닙니다.</translation>
    </message>
    <message>
        <source>There is no such patrol.</source>
        <translation>그런 순찰이 없습니다.</translation>
    </message>
    <message>
        <source>{unit} is missing: say why its check-ins end.</source>
        <translation>{unit} 안부 확인이 누락된 상태입니다. 종료 사유를 적으세요.</translation>
    </message>
    <message>
        <source>A team checks in every 1 minute to 12 hours.</source>
        <translation>안부 확인 간격은 1분~12시간입니다.</translation>
    </message>
    <message>
        <source>This hazard was closed by {by}.</source>
        <translation>{by}가 이미 종결한 위험 요소입니다.</translation>
    </message>
    <message>
        <source>No office was told of this hazard yet; refer it first.</source>
        <translation>아직 부서에 이관하지 않았습니다. 먼저 이관하세요.</translation>
    </message>
    <message>
        <source>A promised day lies ahead, within a year.</source>
        <translation>약속일은 앞으로 1년 이내여야 합니다.</translation>
    </message>
    <message>
        <source>A hazard needs a place on the map or words that say where it is.</source>
        <translation>지도상 위치나 위치를 알리는 설명이 필요합니다.</translation>
    </message>
    <message>
        <source>There is no such hazard.</source>
        <translation>그런 위험 요소가 없습니다.</translation>
    </message>
    <message>
        <source>There is no such organisation in the roster.</source>
        <translation>등록되지 않은 단체입니다.</translation>
    </message>
    <message>
        <source>The number of people is 0 to 200.</source>
        <translation>인원은 0~200명입니다.</translation>
    </message>
    <message>
        <source>The number of members is 0 to 20,000.</source>
        <translation>회원 수는 0~20,000명입니다.</translation>
    </message>
    <message>
        <source>An organisation needs a code of at most 20 characters.</source>
        <translation>단체 코드는 20자 이내여야 합니다.</translation>
    </message>
    <message>
        <source>An organisation needs a name.</source>
        <translation>단체 이름이 필요합니다.</translation>
    </message>
</context>
<context>
    <name>PatrolsPanel</name>
    <message>
        <source>Patrols, hazards, organisations</source>
        <translation>순찰·위험 요소·단체</translation>
    </message>
    <message>
        <source>Fetching picture {at} of {all}</source>
        <translation>사진 {at}/{all} 불러오는 중</translation>
    </message>
    <message>
        <source>The picture cannot be shown.</source>
        <translation>사진을 표시할 수 없습니다.</translation>
    </message>
    <message>
        <source>No place was chosen: the hazard was not reported.</source>
        <translation>위치를 지정하지 않아 위험 요소를 등록하지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>PersonalCard</name>
    <message>
        <source>Personal entries</source>
        <translation>개인정보</translation>
    </message>
    <message>
        <source>Shown for {seconds} s more, on record. Esc masks at once.</source>
        <translation>{seconds}초 뒤 가려집니다. 열람이 기록되었습니다. Esc로 바로 가립니다.</translation>
    </message>
    <message>
        <source>Erased after the case was closed.</source>
        <translation>사건 종결 후 삭제되었습니다.</translation>
    </message>
    <message>
        <source>Masked. P shows them for a minute: purpose needed.</source>
        <translation>가려짐. P로 1분간 열람: 목적이 필요합니다.</translation>
    </message>
    <message>
        <source>Nothing on file. K adds entries.</source>
        <translation>등록된 개인정보가 없습니다. K로 추가합니다.</translation>
    </message>
    <message>
        <source>Nothing on file, and the case is closed.</source>
        <translation>등록된 항목이 없고, 종결된 사건입니다.</translation>
    </message>
</context>
<context>
    <name>PlanningBoard</name>
    <message>
        <source>Counting ...</source>
        <translation>세는 중 …</translation>
    </message>
    <message>
        <source>Planning</source>
        <translation>계획</translation>
    </message>
    <message>
        <source>Figures of the map as it is; they decide nothing.</source>
        <translation>지금 지도 그대로의 수치이며, 판단은 사람이 합니다.</translation>
    </message>
    <message>
        <source>By dong</source>
        <translation>법정동별</translation>
    </message>
    <message>
        <source>Replacement</source>
        <translation>교체 대상</translation>
    </message>
    <message>
        <source>Blind spots</source>
        <translation>사각지대</translation>
    </message>
    <message>
        <source>Patrol routes</source>
        <translation>순찰로</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>다시 세기</translation>
    </message>
    <message>
        <source>The figures could not be counted.</source>
        <translation>수치를 낼 수 없습니다.</translation>
    </message>
    <message>
        <source>Cameras that stand in no dong: {count}</source>
        <translation>어느 법정동에도 속하지 않는 카메라: {count}대</translation>
    </message>
    <message>
        <source>Writing ...</source>
        <translation>쓰는 중 …</translation>
    </message>
    <message>
        <source>Written: {files}</source>
        <translation>저장함: {files}</translation>
    </message>
    <message>
        <source>Cameras per km²: intelligent, others</source>
        <translation>km²당 카메라: 지능형, 그 밖</translation>
    </message>
    <message>
        <source>Cameras by year of installation: past their life, others</source>
        <translation>설치 연도별 카메라: 교체 대상, 그 밖</translation>
    </message>
    <message>
        <source>The map has no dong borders. Import them with sunra map import.</source>
        <translation>지도에 법정동 경계가 없습니다. sunra map import로 가져오십시오.</translation>
    </message>
    <message>
        <source>No camera is past its life, or none has a date of installation.</source>
        <translation>교체 대상 카메라가 없거나, 설치일이 적힌 카메라가 없습니다.</translation>
    </message>
    <message>
        <source>No past incident is known that a camera does not see.</source>
        <translation>카메라에 안 보인 지난 사건이 없습니다.</translation>
    </message>
    <message>
        <source>Map: blind spots (larger where more happened), cameras</source>
        <translation>지도: 사각지대(클수록 사건이 많음), 카메라</translation>
    </message>
    <message>
        <source>The map has no patrol routes. Import them with sunra map import.</source>
        <translation>지도에 순찰로가 없습니다. sunra map import로 가져오십시오.</translation>
    </message>
    <message>
        <source>Share of each route that was walked since this console began</source>
        <translation>이 콘솔을 켠 뒤 걸은 비율</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>no such class: {found}</source>
        <translation>없는 등급입니다: {found}</translation>
    </message>
    <message>
        <source>the priority is 1 to 4, not {found}</source>
        <translation>우선순위는 1~4입니다. {found}은(는) 안 됩니다</translation>
    </message>
    <message>
        <source>step {number}</source>
        <translation>절차 {number}</translation>
    </message>
    <message>
        <source>the name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>what to do</source>
        <translation>조치 안내</translation>
    </message>
    <message>
        <source>the cause</source>
        <translation>원인</translation>
    </message>
    <message>
        <source>the consequence</source>
        <translation>예상 결과</translation>
    </message>
    <message>
        <source>the telephone</source>
        <translation>전화</translation>
    </message>
    <message>
        <source>the other channel</source>
        <translation>다른 연락 수단</translation>
    </message>
    <message>
        <source>the hours</source>
        <translation>운영 시간</translation>
    </message>
    <message>
        <source>agency</source>
        <translation>기관</translation>
    </message>
    <message>
        <source>interval</source>
        <translation>시간 설정</translation>
    </message>
    <message>
        <source>the urgency</source>
        <translation>긴급도</translation>
    </message>
    <message>
        <source>the camera&apos;s behaviour</source>
        <translation>카메라 동작</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>한국어</translation>
    </message>
    <message>
        <source>English</source>
        <translation>영어</translation>
    </message>
    <message>
        <source>{part} is no part of the rules: {parts}</source>
        <translation>{part}: 규칙에 없는 부분입니다. 가능한 것: {parts}</translation>
    </message>
    <message>
        <source>not readable as a value: {why}</source>
        <translation>값으로 읽을 수 없음: {why}</translation>
    </message>
    <message>
        <source>no rule delays, groups, shelves or closes a life-safety type: {name}</source>
        <translation>인명 안전 유형은 어떤 규칙으로도 늦추거나 묶거나 보류하거나 닫을 수 없음: {name}</translation>
    </message>
    <message>
        <source>{what} is missing in {language}</source>
        <translation>{what}: {language} 문구가 없습니다</translation>
    </message>
    <message>
        <source>{what} ({language}) is longer than {most} characters</source>
        <translation>{what}({language})이(가) {most}자를 넘습니다</translation>
    </message>
    <message>
        <source>an alert needs at least one step</source>
        <translation>경보에는 절차가 하나 이상 필요합니다</translation>
    </message>
    <message>
        <source>a checklist has at most {most} steps</source>
        <translation>절차는 {most}개까지입니다</translation>
    </message>
    <message>
        <source>the time to respond is 1 to 86400 seconds</source>
        <translation>응답 시간은 1~86400초입니다</translation>
    </message>
    <message>
        <source>the code of 112 is one of {codes}</source>
        <translation>112 코드는 {codes} 중 하나입니다</translation>
    </message>
    <message>
        <source>only 112 has codes</source>
        <translation>코드는 112에만 있습니다</translation>
    </message>
    <message>
        <source>there is no {what} {name}</source>
        <translation>없는 {what}: {name}</translation>
    </message>
    <message>
        <source>missing, or not an object</source>
        <translation>빠졌거나 항목 묶음이 아님</translation>
    </message>
    <message>
        <source>{what} is not a known field</source>
        <translation>{what}: 알 수 없는 항목</translation>
    </message>
    <message>
        <source>the steps are no list of texts</source>
        <translation>조치 단계가 글 목록이 아님</translation>
    </message>
    <message>
        <source>the agency is one of {names}</source>
        <translation>기관은 다음 중 하나: {names}</translation>
    </message>
    <message>
        <source>not an object with members</source>
        <translation>항목 묶음이 아님</translation>
    </message>
    <message>
        <source>alerting is true or false</source>
        <translation>경보 여부는 참 또는 거짓</translation>
    </message>
    <message>
        <source>{member} is one of {names}</source>
        <translation>{member}: 다음 중 하나: {names}</translation>
    </message>
    <message>
        <source>{what} is missing</source>
        <translation>빠진 항목: {what}</translation>
    </message>
    <message>
        <source>{what} is not a field of an alert type</source>
        <translation>{what}: 경보 유형에 없는 항목</translation>
    </message>
    <message>
        <source>a life-safety type always makes an alert</source>
        <translation>인명 안전 유형은 항상 경보를 냅니다</translation>
    </message>
    <message>
        <source>a life-safety type needs a promise for its answer times</source>
        <translation>인명 안전 유형에는 응답 기준이 필요합니다</translation>
    </message>
    <message>
        <source>a life-safety type always brings its camera to the spot</source>
        <translation>인명 안전 유형은 항상 카메라를 집중 화면에 띄웁니다</translation>
    </message>
    <message>
        <source>a life-safety type stays of the class life-safety</source>
        <translation>인명 안전 유형의 등급은 바꿀 수 없습니다</translation>
    </message>
    <message>
        <source>a life-safety type has priority 1 or 2</source>
        <translation>인명 안전 유형의 우선순위는 1 또는 2입니다</translation>
    </message>
    <message>
        <source>{name} is a whole number from {low} to {high}, not {found}</source>
        <translation>{name}: {low}~{high}의 정수여야 합니다 ({found} 불가)</translation>
    </message>
    <message>
        <source>the second step of escalation comes after the first</source>
        <translation>2차 상신은 1차 상신보다 늦어야 합니다</translation>
    </message>
    <message>
        <source>a flood ends below the number it begins above</source>
        <translation>폭주 종료 기준은 시작 기준보다 커서는 안 됩니다</translation>
    </message>
    <message>
        <source>a shift is 4, 6, 8 or 12 hours long</source>
        <translation>근무조는 4, 6, 8 또는 12시간입니다</translation>
    </message>
    <message>
        <source>{what} is a text of at most {most} characters</source>
        <translation>{what}: {most}자까지입니다</translation>
    </message>
    <message>
        <source>shares and seconds must rise from limit to limit</source>
        <translation>비율과 초는 한도마다 커져야 합니다</translation>
    </message>
    <message>
        <source>longer than {most} characters</source>
        <translation>{most}자를 넘습니다</translation>
    </message>
    <message>
        <source>There is nothing to change at {path}</source>
        <translation>바꿀 수 있는 항목이 없음: {path}</translation>
    </message>
    <message>
        <source>The rules of a site hold at most {most} characters</source>
        <translation>현장 규칙은 최대 {most}자</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>외 {count}건</translation>
    </message>
    <message>
        <source>the promise is one of {names}</source>
        <translation>응답 기준은 {names} 중 하나입니다</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>LOCAL ONLY</source>
        <translation>미전송</translation>
    </message>
    <message>
        <source>DRILL</source>
        <translation>훈련</translation>
    </message>
    <message>
        <source>UNCLASSIFIED</source>
        <translation>미분류</translation>
    </message>
    <message>
        <source>DELAYED</source>
        <translation>지연</translation>
    </message>
    <message>
        <source>⏎ fold</source>
        <translation>⏎ 접기</translation>
    </message>
    <message>
        <source>⏎ open</source>
        <translation>⏎ 열기</translation>
    </message>
    <message>
        <source>Pri.</source>
        <translation>순위</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Place or source</source>
        <translation>장소·발신</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>경과</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>담당</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>횟수</translation>
    </message>
    <message>
        <source>Life-safety, not acknowledged: {count}</source>
        <translation>미확인 인명 경보 {count}건</translation>
    </message>
    <message>
        <source>+{count} more life-safety alerts: ↑ ↓</source>
        <translation>인명 경보 {count}건 더: ↑ ↓</translation>
    </message>
    <message>
        <source>late {time}</source>
        <translation>지연 {time}</translation>
    </message>
    <message>
        <source>over {time}</source>
        <translation>초과 {time}</translation>
    </message>
    <message>
        <source>Life-safety</source>
        <translation>인명</translation>
    </message>
    <message>
        <source>Analytics</source>
        <translation>영상분석</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>현장</translation>
    </message>
    <message>
        <source>Technical</source>
        <translation>기술</translation>
    </message>
    <message>
        <source>Unclassified</source>
        <translation>미분류</translation>
    </message>
    <message>
        <source>priority 1 to {lowest}</source>
        <translation>순위 1~{lowest}</translation>
    </message>
    <message>
        <source>unacknowledged</source>
        <translation>미확인</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>확인</translation>
    </message>
    <message>
        <source>in work</source>
        <translation>처리 중</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>내 것</translation>
    </message>
    <message>
        <source>nobody&apos;s</source>
        <translation>담당 없음</translation>
    </message>
    <message>
        <source>Flood {number} for {age}: {rate} new in 10 min, most {peak}. {folded} lower alerts folded by type and place (Enter opens); life-safety stands alone.</source>
        <translation>경보 폭주 {number}번째, {age}째: 10분간 새 경보 {rate}건, 최다 {peak}건. 하위 경보 {folded}건을 종류·장소별로 묶음(Enter 펼치기). 인명 경보는 따로 둡니다.</translation>
    </message>
    <message>
        <source>{rate} in 10 min</source>
        <translation>10분간 {rate}건</translation>
    </message>
    <message>
        <source>{rate} new alerts in 10 minutes (a person can answer {most}). Low, medium, high: {low}, {medium}, {high} %; a room can live with 80, 15, 5.</source>
        <translation>10분간 새 경보 {rate}건(한 사람이 응답할 수 있는 수 {most}건). 낮음·중간·높음: {low}, {medium}, {high} %; 감당할 수 있는 비율은 80, 15, 5.</translation>
    </message>
    <message>
        <source>Search in all alerts</source>
        <translation>모든 경보 검색</translation>
    </message>
    <message>
        <source>Alerts found</source>
        <translation>찾은 경보</translation>
    </message>
</context>
<context>
    <name>QueueDesk</name>
    <message>
        <source>There is no history here.</source>
        <translation>여기에는 이력이 없습니다.</translation>
    </message>
</context>
<context>
    <name>QuietForm</name>
    <message>
        <source>Shelve #{number}</source>
        <translation>제{number}호 보류</translation>
    </message>
    <message>
        <source>Rule for the type of #{number}</source>
        <translation>제{number}호 유형의 억제 규칙</translation>
    </message>
    <message>
        <source>Out of service: the device of #{number}</source>
        <translation>사용 중지: 제{number}호의 장치</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>사유</translation>
    </message>
    <message>
        <source>Owner of the repair</source>
        <translation>수리 담당자</translation>
    </message>
    <message>
        <source>Send  Enter</source>
        <translation>보내기  Enter</translation>
    </message>
    <message>
        <source>only {source}</source>
        <translation>{source}만</translation>
    </message>
    <message>
        <source>every source</source>
        <translation>모든 발신 장치</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count}분</translation>
    </message>
    <message>
        <source>{count} h</source>
        <translation>{count}시간</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count}일</translation>
    </message>
</context>
<context>
    <name>QuietPanel</name>
    <message>
        <source>No open alert of it: the shelf ends by itself.</source>
        <translation>열린 경보가 없습니다. 보류는 기한에 저절로 끝납니다.</translation>
    </message>
    <message>
        <source>Choose an alert in the queue first.</source>
        <translation>먼저 목록에서 경보를 선택하십시오.</translation>
    </message>
    <message>
        <source>Kept out of the queue</source>
        <translation>목록에서 제외된 경보</translation>
    </message>
    <message>
        <source>Everything here is still recorded. Life-safety is never here.</source>
        <translation>모두 계속 기록됩니다. 인명 안전 경보는 여기에 올 수 없습니다.</translation>
    </message>
    <message>
        <source>The chosen alert:</source>
        <translation>선택한 경보:</translation>
    </message>
    <message>
        <source>Nothing is kept out; nothing stands too long or speaks too often.</source>
        <translation>제외된 경보가 없고, 오래 미처리되었거나 너무 잦은 경보도 없습니다.</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>Bring back  U</source>
        <translation>되돌리기  U</translation>
    </message>
    <message>
        <source>Approve the rule  P</source>
        <translation>규칙 승인  P</translation>
    </message>
    <message>
        <source>Show the alert  Enter</source>
        <translation>경보 보기  Enter</translation>
    </message>
    <message>
        <source>Shelve  1</source>
        <translation>보류  1</translation>
    </message>
    <message>
        <source>Write a rule  2</source>
        <translation>규칙 작성  2</translation>
    </message>
    <message>
        <source>Out of service  3</source>
        <translation>사용 중지  3</translation>
    </message>
</context>
<context>
    <name>Quiets</name>
    <message>
        <source>Kind</source>
        <translation>구분</translation>
    </message>
    <message>
        <source>What</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>위치·발신</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>사유</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>담당자</translation>
    </message>
    <message>
        <source>Until or since</source>
        <translation>기한·시작</translation>
    </message>
    <message>
        <source>Left or age</source>
        <translation>남음·경과</translation>
    </message>
    <message>
        <source>Shelved</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>억제 규칙</translation>
    </message>
    <message>
        <source>Out of service</source>
        <translation>사용 중지</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>장기 미처리</translation>
    </message>
    <message>
        <source>Noisy</source>
        <translation>잦은 경보</translation>
    </message>
    <message>
        <source>every type</source>
        <translation>모든 유형</translation>
    </message>
    <message>
        <source>every source</source>
        <translation>모든 발신 장치</translation>
    </message>
    <message>
        <source>Rule waits for approval</source>
        <translation>규칙 승인 대기</translation>
    </message>
    <message>
        <source>{author}, approved by {approver}</source>
        <translation>{author}, 승인 {approver}</translation>
    </message>
    <message>
        <source>{by}, owner {owner}</source>
        <translation>{by}, 담당 {owner}</translation>
    </message>
    <message>
        <source>open and unchanged</source>
        <translation>열린 채 변화 없음</translation>
    </message>
    <message>
        <source>three times within a minute</source>
        <translation>1분에 3회 이상</translation>
    </message>
    <message>
        <source>changes to and fro</source>
        <translation>발생·해제 반복</translation>
    </message>
    <message>
        <source>again right after a false alarm</source>
        <translation>오경보 종결 직후 재발생</translation>
    </message>
    <message>
        <source>{why}, {count} times</source>
        <translation>{why}, {count}회</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>There is no open alert {number}.</source>
        <translation>열린 경보 제{number}호가 없습니다.</translation>
    </message>
    <message>
        <source>Something new was reported for alert {number} meanwhile.</source>
        <translation>그사이 경보 제{number}호에 새로운 신고가 들어왔습니다.</translation>
    </message>
    <message>
        <source>Something new was reported for alert {number}: look at it first.</source>
        <translation>경보 제{number}호에 새로운 신고가 들어왔습니다. 먼저 확인하십시오.</translation>
    </message>
    <message>
        <source>Alert {number} is not claimed by anyone.</source>
        <translation>경보 제{number}호를 담당하는 사람이 없습니다.</translation>
    </message>
    <message>
        <source>Alert {number} was closed by {by}.</source>
        <translation>경보 제{number}호는 {by}이(가) 종결했습니다.</translation>
    </message>
    <message>
        <source>Alert {number} is claimed by {by}.</source>
        <translation>경보 제{number}호는 {by}이(가) 담당하고 있습니다.</translation>
    </message>
    <message>
        <source>A note needs words.</source>
        <translation>메모 내용을 입력하십시오.</translation>
    </message>
    <message>
        <source>A note has at most {most} characters.</source>
        <translation>메모는 {most}자까지 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Closing needs a disposition.</source>
        <translation>종결하려면 처리 결과를 골라야 합니다.</translation>
    </message>
    <message>
        <source>This seat&apos;s journal failed; nothing was sent (the log says why).</source>
        <translation>이 좌석의 기록 저장에 실패하여 아무것도 보내지 않았습니다(원인은 로그에 있습니다).</translation>
    </message>
    <message>
        <source>The engine cannot read this act and changed nothing. This console and the engine may be of different versions: tell the administrator ({why})</source>
        <translation>서버가 이 조치를 읽지 못해 아무것도 바뀌지 않았습니다. 이 콘솔과 서버의 버전이 다를 수 있습니다. 관리자에게 알리십시오. ({why})</translation>
    </message>
    <message>
        <source>No sound device: alerts are shown, and the frame of the window flashes, but nothing can be heard. Connect a speaker; it is found within 5 s.</source>
        <translation>음향 장치 없음: 경보는 화면에 보이고 창 테두리가 깜박이지만 소리가 나지 않습니다. 스피커를 연결하면 5초 안에 찾습니다.</translation>
    </message>
    <message>
        <source>The sound device takes no sound: alerts are shown, and the frame of the window flashes, but nothing can be heard. Connect another speaker.</source>
        <translation>음향 장치가 응답하지 않음: 경보는 화면에 보이고 창 테두리가 깜박이지만 소리가 나지 않습니다. 다른 스피커를 연결하십시오.</translation>
    </message>
    <message>
        <source>sound is turned off in the settings of this seat</source>
        <translation>이 좌석의 설정에서 소리를 껐습니다</translation>
    </message>
    <message>
        <source>Alerts are shown but not heard: {reason}</source>
        <translation>경보가 표시되지만 소리는 나지 않습니다: {reason}</translation>
    </message>
    <message>
        <source>No speech on this computer: alerts sound, but are not read aloud. Install a voice of the operating system, or set speech = false.</source>
        <translation>이 컴퓨터에는 음성 낭독 기능이 없음: 경보음은 나지만 읽어 주지 않습니다. 운영체제의 음성을 설치하거나 speech = false로 설정하십시오.</translation>
    </message>
    <message>
        <source>Alerts sound, but are not read aloud: {reason}</source>
        <translation>경보음은 나지만 읽어 주지 않습니다: {reason}</translation>
    </message>
    <message>
        <source>Waiting for acknowledgement: {count}. Open the queue.</source>
        <translation>확인을 기다리는 경보 {count}건. 경보 목록을 확인하십시오.</translation>
    </message>
    <message>
        <source>A part of video is missing, the pictures go on without it: {reason}</source>
        <translation>영상 구성 요소 일부가 없어 나머지로 표시합니다: {reason}</translation>
    </message>
    <message>
        <source>{what}. PyAV alone shows the pictures. {remedy}</source>
        <translation>{what}. 영상은 PyAV만으로 표시합니다. {remedy}</translation>
    </message>
    <message>
        <source>libVLC can not be loaded from &apos;{path}&apos;</source>
        <translation>&apos;{path}&apos;에서 libVLC를 불러올 수 없습니다</translation>
    </message>
    <message>
        <source>libVLC is not installed</source>
        <translation>libVLC가 설치되어 있지 않습니다</translation>
    </message>
    <message>
        <source>libVLC was found, but its plug-ins were not</source>
        <translation>libVLC는 있으나 플러그인을 찾지 못했습니다</translation>
    </message>
    <message>
        <source>libVLC ended its process 3 times within a minute</source>
        <translation>libVLC가 1분 안에 3번 비정상 종료되었습니다</translation>
    </message>
    <message>
        <source>The module python-vlc is missing</source>
        <translation>python-vlc 모듈이 없습니다</translation>
    </message>
    <message>
        <source>Install VLC 3 (64 bit) from videolan.org.</source>
        <translation>videolan.org에서 VLC 3(64비트)을 설치하십시오.</translation>
    </message>
    <message>
        <source>Install VLC 3 from videolan.org into Applications.</source>
        <translation>videolan.org에서 VLC 3을 받아 응용 프로그램 폴더에 설치하십시오.</translation>
    </message>
    <message>
        <source>Start the console again to try libVLC once more.</source>
        <translation>다시 시도하려면 콘솔을 다시 시작하십시오.</translation>
    </message>
    <message>
        <source>Install the packages libvlc5 and vlc-plugin-base (or VLC 3).</source>
        <translation>libvlc5와 vlc-plugin-base 패키지(또는 VLC 3)를 설치하십시오.</translation>
    </message>
    <message>
        <source>Reassigning needs the name of an operator.</source>
        <translation>인계하려면 근무자 이름이 필요합니다.</translation>
    </message>
    <message>
        <source>Reassigning what you do not hold needs words.</source>
        <translation>맡지 않은 경보를 인계하려면 사유를 적어야 합니다.</translation>
    </message>
    <message>
        <source>The checklist of this alert has the steps 1 to {most}.</source>
        <translation>이 경보의 점검표는 1~{most}단계입니다.</translation>
    </message>
    <message>
        <source>Skipping a step at priority 1 needs a reason.</source>
        <translation>1순위 경보의 단계를 건너뛰려면 사유가 필요합니다.</translation>
    </message>
    <message>
        <source>Alert {number} stands alone already.</source>
        <translation>경보 {number}은(는) 이미 단독입니다.</translation>
    </message>
    <message>
        <source>Alerts {one} and {other} are one incident already.</source>
        <translation>경보 {one}과(와) {other}은(는) 이미 같은 사건입니다.</translation>
    </message>
    <message>
        <source>A drill never joins the real thing.</source>
        <translation>훈련은 실제 사건과 합칠 수 없습니다.</translation>
    </message>
    <message>
        <source>The team was not named.</source>
        <translation>출동할 팀이 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>{unit} is already sent to alert {number}.</source>
        <translation>{unit}은(는) 이미 경보 {number}에 출동 중입니다.</translation>
    </message>
    <message>
        <source>A drill is not referred to an agency.</source>
        <translation>훈련은 기관에 통보하지 않습니다.</translation>
    </message>
    <message>
        <source>112 needs one of its codes: {codes}.</source>
        <translation>112에는 코드가 필요합니다: {codes}.</translation>
    </message>
    <message>
        <source>It is too late to undo this: withdraw it instead.</source>
        <translation>되돌리기에는 늦었습니다. 철회하십시오.</translation>
    </message>
    <message>
        <source>{unit} was sent by {by}.</source>
        <translation>{unit}은(는) {by}이(가) 보냈습니다.</translation>
    </message>
    <message>
        <source>Alert {number} has no such dispatch.</source>
        <translation>경보 {number}에 그런 출동이 없습니다.</translation>
    </message>
    <message>
        <source>There is no agency {agency}.</source>
        <translation>{agency}(이)라는 기관이 없습니다.</translation>
    </message>
    <message>
        <source>{agency} has no codes.</source>
        <translation>{agency}에는 코드가 없습니다.</translation>
    </message>
    <message>
        <source>{unit} is sent already.</source>
        <translation>{unit}은(는) 이미 보냈습니다.</translation>
    </message>
    <message>
        <source>{unit} accepted already.</source>
        <translation>{unit}은(는) 이미 접수했습니다.</translation>
    </message>
    <message>
        <source>{unit} is on scene already.</source>
        <translation>{unit}은(는) 이미 현장에 있습니다.</translation>
    </message>
    <message>
        <source>{unit} is done already.</source>
        <translation>{unit}은(는) 이미 끝났습니다.</translation>
    </message>
    <message>
        <source>{unit} was taken back already.</source>
        <translation>{unit}은(는) 이미 취소했습니다.</translation>
    </message>
    <message>
        <source>Life-safety alerts are never shelved, suppressed or taken out of service.</source>
        <translation>인명 안전 경보는 보류, 억제하거나 운용에서 제외할 수 없습니다.</translation>
    </message>
    <message>
        <source>Shelving needs an end.</source>
        <translation>보류에는 종료 시각이 필요합니다.</translation>
    </message>
    <message>
        <source>A reason is needed.</source>
        <translation>사유가 필요합니다.</translation>
    </message>
    <message>
        <source>The end lies in the past.</source>
        <translation>종료 시각이 이미 지났습니다.</translation>
    </message>
    <message>
        <source>That is too long: at most {hours} hours.</source>
        <translation>너무 깁니다. 최대 {hours}시간입니다.</translation>
    </message>
    <message>
        <source>Alert {number} is not shelved.</source>
        <translation>경보 {number}은(는) 보류 중이 아닙니다.</translation>
    </message>
    <message>
        <source>A rule is approved by another person than its author.</source>
        <translation>규칙은 작성자가 아닌 다른 사람이 승인해야 합니다.</translation>
    </message>
    <message>
        <source>A device out of service needs an owner.</source>
        <translation>운용에서 제외할 장비에는 담당자가 필요합니다.</translation>
    </message>
    <message>
        <source>{device} is not out of service.</source>
        <translation>{device}은(는) 운용 제외 상태가 아닙니다.</translation>
    </message>
    <message>
        <source>This needs a supervisor: {who} at seat {seat} is an operator.</source>
        <translation>책임자 권한이 필요합니다. {seat} 좌석의 {who}은(는) 운영자입니다.</translation>
    </message>
    <message>
        <source>This needs a supervisor, and none is registered. The installer registers one with `{command}`.</source>
        <translation>책임자 권한이 필요하지만 등록된 책임자가 없습니다. 설치 담당자가 `{command}` 명령으로 등록합니다.</translation>
    </message>
    <message>
        <source>{who} is not registered at seat {seat}.</source>
        <translation>{who}은(는) {seat} 좌석에 등록되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>There is no such rule.</source>
        <translation>그런 규칙이 없습니다.</translation>
    </message>
    <message>
        <source>There is no alert type {kind}.</source>
        <translation>경보 유형 {kind}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>The rule was approved by {who}.</source>
        <translation>이미 {who}이(가) 승인한 규칙입니다.</translation>
    </message>
    <message>
        <source>A rule needs an end.</source>
        <translation>규칙에는 기한이 필요합니다.</translation>
    </message>
    <message>
        <source>A rule needs an author and an approver.</source>
        <translation>규칙에는 작성자와 승인자가 필요합니다.</translation>
    </message>
    <message>
        <source>A device out of service needs a day of review.</source>
        <translation>사용 중지에는 재검토 날짜가 필요합니다.</translation>
    </message>
    <message>
        <source>The device was not named.</source>
        <translation>장치가 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>The rules were changed meanwhile (version {number}). Look at them; saving again lays this change over them.</source>
        <translation>그사이 규칙이 바뀌었습니다(버전 {number}). 확인하십시오. 다시 저장하면 이 변경이 그 위에 적용됩니다.</translation>
    </message>
    <message>
        <source>Version {number} of the rules is not kept.</source>
        <translation>규칙 버전 {number}은(는) 보관되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>The rules of this engine cannot be changed.</source>
        <translation>이 서버의 규칙은 바꿀 수 없습니다.</translation>
    </message>
    <message>
        <source>A purpose is needed.</source>
        <translation>목적이 필요합니다.</translation>
    </message>
    <message>
        <source>The camera was not named.</source>
        <translation>카메라가 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>There is no such verdict.</source>
        <translation>그런 판정은 없습니다.</translation>
    </message>
    <message>
        <source>A dispatch knows no step {step}.</source>
        <translation>출동에 없는 단계입니다: {step}</translation>
    </message>
    <message>
        <source>The engine does not know this act ({act}): it is older than this console. Tell the installer.</source>
        <translation>서버가 이 조치를 모릅니다 ({act}). 서버가 이 관제 화면보다 오래된 버전입니다. 설치 담당자에게 알리십시오.</translation>
    </message>
    <message>
        <source>The act does not say what it is about.</source>
        <translation>무엇에 대한 조치인지 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>The engine does not know this kind of work.</source>
        <translation>서버가 이 종류의 업무를 모릅니다.</translation>
    </message>
    <message>
        <source>More than {most} records are open; close some first.</source>
        <translation>열린 기록이 {most}건을 넘습니다. 먼저 몇 건을 닫으십시오.</translation>
    </message>
    <message>
        <source>Nothing about people is kept of this (any more).</source>
        <translation>이 사건에 남은 개인정보가 없습니다.</translation>
    </message>
    <message>
        <source>Only the record of work that has ended can be erased: close it first.</source>
        <translation>끝난 업무의 기록만 지울 수 있습니다. 먼저 종결하세요.</translation>
    </message>
    <message>
        <source>The newest closed records have none of this number.</source>
        <translation>최근에 종결된 기록에 이 번호가 없습니다.</translation>
    </message>
    <message>
        <source>Erasing needs a reason.</source>
        <translation>지우려면 사유가 필요합니다.</translation>
    </message>
    <message>
        <source>The clock can only be accepted as it is.</source>
        <translation>시계는 지금 시각 그대로 받아들이기만 할 수 있습니다.</translation>
    </message>
    <message>
        <source>The clocks agree; there is nothing to accept.</source>
        <translation>시계가 서로 맞습니다. 받아들일 것이 없습니다.</translation>
    </message>
    <message>
        <source>This engine searches no history.</source>
        <translation>이 서버는 이력을 검색하지 않습니다.</translation>
    </message>
    <message>
        <source>The engine has too much waiting; try again.</source>
        <translation>서버에 밀린 일이 너무 많습니다. 다시 시도하십시오.</translation>
    </message>
    <message>
        <source>The search failed; the engine&apos;s log says why. Try again.</source>
        <translation>검색에 실패했습니다. 원인은 서버 로그에 있습니다. 다시 시도하십시오.</translation>
    </message>
    <message>
        <source>What came as a picture is none: it is kept and not shown.</source>
        <translation>사진으로 온 것이 사진이 아닙니다. 보관하되 표시하지 않습니다.</translation>
    </message>
    <message>
        <source>There is no such picture (any more).</source>
        <translation>그런 사진이 (더 이상) 없습니다.</translation>
    </message>
    <message>
        <source>The engine&apos;s database cannot be read: tell the installer.</source>
        <translation>서버의 데이터베이스를 읽을 수 없습니다. 설치 담당자에게 알리십시오.</translation>
    </message>
    <message>
        <source>The engine&apos;s database cannot be opened: tell the installer.</source>
        <translation>서버의 데이터베이스를 열 수 없습니다. 설치 담당자에게 알리십시오.</translation>
    </message>
    <message>
        <source>The engine may not write its database: tell the installer.</source>
        <translation>서버에 데이터베이스 쓰기 권한이 없습니다. 설치 담당자에게 알리십시오.</translation>
    </message>
    <message>
        <source>The engine&apos;s disk is full, nothing was stored: make room.</source>
        <translation>서버의 디스크가 가득 차 아무것도 저장되지 않았습니다. 공간을 확보하십시오.</translation>
    </message>
    <message>
        <source>Another program keeps the engine&apos;s database locked; try again.</source>
        <translation>다른 프로그램이 서버의 데이터베이스를 잠그고 있습니다. 다시 시도하십시오.</translation>
    </message>
    <message>
        <source>The engine&apos;s database is damaged: tell the installer at once.</source>
        <translation>서버의 데이터베이스가 손상되었습니다. 즉시 설치 담당자에게 알리십시오.</translation>
    </message>
    <message>
        <source>The engine&apos;s disk refuses to read or write: tell the installer.</source>
        <translation>서버의 디스크가 읽기나 쓰기를 거부합니다. 설치 담당자에게 알리십시오.</translation>
    </message>
    <message>
        <source>The engine has no database yet.</source>
        <translation>서버에 아직 데이터베이스가 없습니다.</translation>
    </message>
</context>
<context>
    <name>RoomDesk</name>
    <message>
        <source>Not current: the engine is not heard</source>
        <translation>최신이 아님: 서버 응답 없음</translation>
    </message>
    <message>
        <source>{action}: kept on this seat, not yet at the engine</source>
        <translation>{action}: 이 좌석에만 저장됨, 서버 미전달</translation>
    </message>
    <message>
        <source>{action}: sent, waiting for the engine</source>
        <translation>{action}: 전송함, 서버 응답 대기</translation>
    </message>
    <message>
        <source>{action}: done</source>
        <translation>{action}: 완료</translation>
    </message>
    <message>
        <source>{action} refused: {reason}</source>
        <translation>{action} 거절: {reason}</translation>
    </message>
    <message>
        <source>There is no history here.</source>
        <translation>여기에는 이력이 없습니다.</translation>
    </message>
    <message>
        <source>This seat keeps no files.</source>
        <translation>이 좌석은 파일을 저장하지 않습니다.</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>저장함: {path}</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>and {count} more</source>
        <translation>외 {count}건</translation>
    </message>
    <message>
        <source>Only a supervisor can change this.</source>
        <translation>책임자만 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>Why it is changed (needed)</source>
        <translation>변경 사유 (필수)</translation>
    </message>
    <message>
        <source>Save  Enter</source>
        <translation>저장  Enter</translation>
    </message>
    <message>
        <source>As shipped</source>
        <translation>초기값으로</translation>
    </message>
</context>
<context>
    <name>Seek</name>
    <message>
        <source>↑↓ choose · Enter goes there · Esc closes</source>
        <translation>↑↓ 고르기 · Enter 이동 · Esc 닫기</translation>
    </message>
    <message>
        <source>Nothing here is called that.</source>
        <translation>그런 이름은 없습니다.</translation>
    </message>
    <message>
        <source>Camera number, dong, name, address, or 37.55, 127.04</source>
        <translation>카메라 번호, 동, 이름, 주소, 또는 37.55, 127.04</translation>
    </message>
    <message>
        <source>Go to (⇧F3)</source>
        <translation>이동 (⇧F3)</translation>
    </message>
    <message>
        <source>coordinate</source>
        <translation>좌표</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>facility</source>
        <translation>시설</translation>
    </message>
    <message>
        <source>dong</source>
        <translation>동</translation>
    </message>
    <message>
        <source>address</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>place</source>
        <translation>장소</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>이동체</translation>
    </message>
</context>
<context>
    <name>SendForm</name>
    <message>
        <source>NOT VERIFIED. Enter again sends Code 0 all the same; F2 says verified.</source>
        <translation>미확인입니다. Enter를 다시 누르면 그대로 코드 0을 보냅니다. F2는 실제로 판정.</translation>
    </message>
    <message>
        <source>A drill: agencies are not told. Enter sends, Esc puts it away.</source>
        <translation>훈련: 기관에 알리지 않습니다. Enter로 보내기, Esc로 닫기.</translation>
    </message>
    <message>
        <source>Nobody to send: no team with a fresh position.</source>
        <translation>보낼 팀이 없습니다. 최근 위치가 있는 팀이 없습니다.</translation>
    </message>
    <message>
        <source>Enter puts it on record; the call itself is yours. ← → code, Tab words, Esc.</source>
        <translation>Enter는 기록만 하니 전화는 직접 하십시오. ← → 코드, Tab 메모, Esc.</translation>
    </message>
    <message>
        <source>Send a team or tell an agency</source>
        <translation>팀 출동 또는 기관 통보</translation>
    </message>
    <message>
        <source>Words for the record (channel, who answered)</source>
        <translation>기록할 말 (경로, 받은 사람)</translation>
    </message>
</context>
<context>
    <name>SentForm</name>
    <message>
        <source>Who was sent or told</source>
        <translation>출동·통보한 곳</translation>
    </message>
    <message>
        <source>↑ ↓ whom; 1 to 4 or Enter for the next step; Esc puts it away.</source>
        <translation>↑ ↓ 대상, 1~4 또는 Enter로 다음 단계, Esc로 닫기.</translation>
    </message>
</context>
<context>
    <name>Shelters</name>
    <message>
        <source>Lockers: {count}, {wrong} at fault, {late} overdue</source>
        <translation>택배함: {count}곳, 이상 {wrong}, 보관 초과 {late}</translation>
    </message>
    <message>
        <source>No parcel locker is known.</source>
        <translation>등록된 택배함이 없습니다.</translation>
    </message>
    <message>
        <source>{taken} of {all} taken</source>
        <translation>{all}칸 중 {taken}칸 사용</translation>
    </message>
    <message>
        <source>{count} broken</source>
        <translation>고장 {count}</translation>
    </message>
    <message>
        <source>KRW {sum} due</source>
        <translation>보관료 {sum}원</translation>
    </message>
    <message>
        <source>Device not heard</source>
        <translation>단말 신호 없음</translation>
    </message>
    <message>
        <source>Nothing heard yet</source>
        <translation>수신 내용 없음</translation>
    </message>
    <message>
        <source>Fault for {age}: {words}</source>
        <translation>고장 {age}째: {words}</translation>
    </message>
    <message>
        <source>Tampered with, {age} ago; nobody has looked yet</source>
        <translation>{age} 전 훼손 감지, 아직 확인하지 않음</translation>
    </message>
    <message>
        <source>Nothing was heard of its boxes yet</source>
        <translation>아직 칸 상태를 수신하지 못했습니다</translation>
    </message>
    <message>
        <source>Collected</source>
        <translation>수령 처리</translation>
    </message>
    <message>
        <source>Box broken</source>
        <translation>칸 고장</translation>
    </message>
    <message>
        <source>Box repaired</source>
        <translation>칸 수리</translation>
    </message>
    <message>
        <source>Tampering seen to</source>
        <translation>훼손 확인</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>변경</translation>
    </message>
    <message>
        <source>Tampered with</source>
        <translation>훼손 감지</translation>
    </message>
    <message>
        <source>Out of order</source>
        <translation>고장</translation>
    </message>
    <message>
        <source>{count} overdue</source>
        <translation>보관 초과 {count}</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>빈 칸 없음</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>정상</translation>
    </message>
    <message>
        <source>Parcel collected</source>
        <translation>물품 수령</translation>
    </message>
    <message>
        <source>Box out of order</source>
        <translation>칸 고장</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>칸</translation>
    </message>
    <message>
        <source>Name (Korean)</source>
        <translation>이름(한국어)</translation>
    </message>
    <message>
        <source>Name (English)</source>
        <translation>이름(영어)</translation>
    </message>
    <message>
        <source>Number of boxes</source>
        <translation>칸 수</translation>
    </message>
    <message>
        <source>Parcel locker</source>
        <translation>택배함</translation>
    </message>
    <message>
        <source>Shelters: {count}, {calling} calling</source>
        <translation>안심지킴이집: {count}곳, 긴급 {calling}</translation>
    </message>
    <message>
        <source>No shelter store is known.</source>
        <translation>등록된 안심지킴이집이 없습니다.</translation>
    </message>
    <message>
        <source>Takes no part</source>
        <translation>미참여</translation>
    </message>
    <message>
        <source>no telephone known</source>
        <translation>전화번호 없음</translation>
    </message>
    <message>
        <source>No telephone known</source>
        <translation>전화번호 없음</translation>
    </message>
    <message>
        <source>Its button is not heard: a call for help may not come</source>
        <translation>비상벨 단말 신호 없음: 도움 요청이 오지 않을 수 있습니다</translation>
    </message>
    <message>
        <source>Other shelters: {names}</source>
        <translation>다른 안심지킴이집: {names}</translation>
    </message>
    <message>
        <source>Staff answered</source>
        <translation>점원 응답</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>응답 없음</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>상황 종료</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>지도</translation>
    </message>
    <message>
        <source>Holidays</source>
        <translation>공휴일</translation>
    </message>
    <message>
        <source>Calls, no answer</source>
        <translation>긴급, 응답 없음</translation>
    </message>
    <message>
        <source>Calls, answered</source>
        <translation>긴급, 응답함</translation>
    </message>
    <message>
        <source>Calls for help</source>
        <translation>긴급 호출</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>평상</translation>
    </message>
    <message>
        <source>No button of this store is known here</source>
        <translation>이 점포의 비상벨 단말이 등록되어 있지 않습니다</translation>
    </message>
    <message>
        <source>No answer for 60 s: take it as real, confirm 112, send the nearest team.</source>
        <translation>60초간 응답 없음: 실제 상황으로 보고 112 접수를 확인하고 가장 가까운 조를 보내세요.</translation>
    </message>
    <message>
        <source>Ring the store: {seconds} s left for an answer</source>
        <translation>점포에 전화하세요: 응답 대기 {seconds}초</translation>
    </message>
    <message>
        <source>Receiver off the hook {time}: the store&apos;s line calls 112</source>
        <translation>{time} 수화기 들림: 점포 전화가 112에 자동 연결</translation>
    </message>
    <message>
        <source>Receiver not lifted</source>
        <translation>수화기 들림 없음</translation>
    </message>
    <message>
        <source>Its automatic call to 112 went out {time}</source>
        <translation>{time} 112 자동신고 발신됨</translation>
    </message>
    <message>
        <source>No automatic call to 112 was seen</source>
        <translation>112 자동신고가 확인되지 않음</translation>
    </message>
    <message>
        <source>No camera near</source>
        <translation>가까운 카메라 없음</translation>
    </message>
    <message>
        <source>sees it</source>
        <translation>화각 안</translation>
    </message>
    <message>
        <source>Nearest cameras: {names}</source>
        <translation>가까운 카메라: {names}</translation>
    </message>
    <message>
        <source>No free team with a fresh position</source>
        <translation>위치가 확인되는 가용 조 없음</translation>
    </message>
    <message>
        <source>Nearest team: {unit}, {walk}, seen {age} s ago</source>
        <translation>가장 가까운 조: {unit}, {walk}, {age}초 전 위치</translation>
    </message>
    <message>
        <source>Then: {names}</source>
        <translation>다음: {names}</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>응답 없음</translation>
    </message>
    <message>
        <source>What the staff said</source>
        <translation>점원이 말한 내용</translation>
    </message>
    <message>
        <source>Words (may be empty)</source>
        <translation>내용 (비워도 됨)</translation>
    </message>
    <message>
        <source>On what it rests</source>
        <translation>판단 근거</translation>
    </message>
    <message>
        <source>takes part</source>
        <translation>참여</translation>
    </message>
    <message>
        <source>takes no part</source>
        <translation>미참여</translation>
    </message>
    <message>
        <source>Monday to Friday</source>
        <translation>월~금</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>토요일</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>일요일</translation>
    </message>
    <message>
        <source>Single days</source>
        <translation>특정일</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>휴무</translation>
    </message>
    <message>
        <source>Hours: 09:00-02:00, or 24 for all day; empty is closed. Holidays also: usual. Single days come before all others: {example}</source>
        <translation>시간: 09:00-02:00, 하루 종일은 24, 빈칸은 휴무. 공휴일은 &apos;평소&apos;도 됩니다. 특정일이 다른 모든 시간보다 우선합니다: {example}</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>전화번호</translation>
    </message>
    <message>
        <source>Takes part</source>
        <translation>참여 여부</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>점포</translation>
    </message>
    <message>
        <source>Days, separated by commas</source>
        <translation>날짜 (쉼표로 구분)</translation>
    </message>
    <message>
        <source>Holidays of fixed date are known; enter those of the moon.</source>
        <translation>양력 공휴일은 이미 반영되어 있습니다. 음력·대체 공휴일을 입력하세요.</translation>
    </message>
    <message>
        <source>Open until {time}</source>
        <translation>영업 중 ({time}까지)</translation>
    </message>
    <message>
        <source>Open day and night</source>
        <translation>24시간 영업</translation>
    </message>
    <message>
        <source>Closed, opens {time}</source>
        <translation>영업 종료, {time}에 엶</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>휴무</translation>
    </message>
    <message>
        <source>Hours not known</source>
        <translation>영업시간 모름</translation>
    </message>
    <message>
        <source>free</source>
        <translation>빈 칸</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>사용 중</translation>
    </message>
    <message>
        <source>out of order</source>
        <translation>고장</translation>
    </message>
    <message>
        <source>{minutes} min on foot</source>
        <translation>도보 {minutes}분</translation>
    </message>
    <message>
        <source>usual</source>
        <translation>평소와 같음</translation>
    </message>
    <message>
        <source>Nothing goes on in this store.</source>
        <translation>이 점포에 진행 중인 상황이 없습니다.</translation>
    </message>
    <message>
        <source>Nobody has answered: say on what it rests that it is over.</source>
        <translation>응답이 없었습니다. 상황 종료의 근거를 적으세요.</translation>
    </message>
    <message>
        <source>A telephone number has digits, spaces, dashes and +, at most 20.</source>
        <translation>전화번호는 숫자, 빈칸, -, + 로 20자 이내입니다.</translation>
    </message>
    <message>
        <source>A name is needed.</source>
        <translation>이름이 필요합니다.</translation>
    </message>
    <message>
        <source>Too many holidays.</source>
        <translation>공휴일이 너무 많습니다.</translation>
    </message>
    <message>
        <source>There is no such shelter.</source>
        <translation>그런 안심지킴이집이 없습니다.</translation>
    </message>
    <message>
        <source>A parcel lies in this box; collect it first.</source>
        <translation>물품이 들어 있는 칸입니다. 먼저 수령 처리하세요.</translation>
    </message>
    <message>
        <source>Nothing lies in this box, as far as is known.</source>
        <translation>보관 중인 물품이 없는 칸입니다.</translation>
    </message>
    <message>
        <source>This box is not out of order.</source>
        <translation>고장 상태가 아닌 칸입니다.</translation>
    </message>
    <message>
        <source>Something newer is known of this box.</source>
        <translation>이 칸의 더 새로운 상태가 있습니다.</translation>
    </message>
    <message>
        <source>A locker has at most 400 boxes.</source>
        <translation>택배함은 최대 400칸입니다.</translation>
    </message>
    <message>
        <source>There is no such locker.</source>
        <translation>그런 택배함이 없습니다.</translation>
    </message>
</context>
<context>
    <name>SheltersPanel</name>
    <message>
        <source>Shelters and lockers</source>
        <translation>안심지킴이집·택배함</translation>
    </message>
</context>
<context>
    <name>SiteWords</name>
    <message>
        <source>A layer of the imported map is damaged ({file}): import it again.</source>
        <translation>가져온 지도의 일부가 손상되었습니다({file}). 다시 가져오십시오.</translation>
    </message>
    <message>
        <source>The list of imported maps is damaged ({file}: {why}): restore it from a backup, or import the maps again.</source>
        <translation>가져온 지도 목록이 손상되었습니다({file}: {why}). 백업에서 복원하거나 지도를 다시 가져오십시오.</translation>
    </message>
    <message>
        <source>A layer of the imported map is missing ({layer}): import it again.</source>
        <translation>가져온 지도의 일부가 없습니다({layer}). 다시 가져오십시오.</translation>
    </message>
    <message>
        <source>The list of imported cameras cannot be used ({file}: {why}): restore it from the backup, or import the cameras again.</source>
        <translation>가져온 카메라 목록을 사용할 수 없습니다({file}: {why}). 백업에서 복원하거나 카메라를 다시 가져오십시오.</translation>
    </message>
    <message>
        <source>The site file cannot be used ({file}): correct these entries: {why}.</source>
        <translation>관제 구역 파일을 사용할 수 없습니다({file}). 다음 항목을 고치십시오: {why}.</translation>
    </message>
    <message>
        <source>The file {file} cannot be read: {why}.</source>
        <translation>파일 {file}을(를) 읽을 수 없습니다: {why}.</translation>
    </message>
    <message>
        <source>The site is now {now}, and this console shows {shown}: start the console again to change to it.</source>
        <translation>관제 구역이 {now}(으)로 바뀌었으나 이 콘솔은 {shown}을(를) 표시하고 있습니다. 바꾸려면 콘솔을 다시 시작하십시오.</translation>
    </message>
</context>
<context>
    <name>SlipDesk</name>
    <message>
        <source>A step of this screen failed at {time} ({where}). The queue was fetched again; map and pictures may lack something. Engine and other seats go on. If it comes back, start this console anew and keep its log for the installer.</source>
        <translation>이 화면의 한 단계가 {time}에 실패했습니다({where}). 경보 목록은 다시 받았고, 지도와 영상에는 빠진 것이 있을 수 있습니다. 서버와 다른 좌석은 계속 작동합니다. 되풀이되면 이 콘솔을 다시 시작하고 로그를 설치 담당자에게 전달해 주십시오.</translation>
    </message>
</context>
<context>
    <name>SpotEcho</name>
    <message>
        <source>The spot shows {other}. Choose this alert again to see its camera.</source>
        <translation>스팟에는 {other} 영상이 있습니다. 이 경보를 다시 선택하면 해당 카메라가 나옵니다.</translation>
    </message>
    <message>
        <source>No camera near</source>
        <translation>가까운 카메라 없음</translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message>
        <source>Fetching the whole queue from the engine</source>
        <translation>서버에서 전체 목록을 받는 중</translation>
    </message>
    <message>
        <source>The engine does not answer</source>
        <translation>서버 응답 없음</translation>
    </message>
    <message>
        <source>Connecting to the engine</source>
        <translation>서버에 연결하는 중</translation>
    </message>
    <message>
        <source>No answer from the engine since {time} ({age}). Alerts shown may be old; video and map go on. Actions are kept on this seat and applied once when it returns: {count} waiting.</source>
        <translation>{time}부터 서버 응답 없음({age}). 표시된 경보는 이전 내용일 수 있습니다. 영상과 지도는 계속됩니다. 조작은 이 좌석에 보관했다가 복구되면 한 번만 반영합니다: 대기 {count}건.</translation>
    </message>
    <message>
        <source>Queue not current: changes were missed. The whole queue is being fetched.</source>
        <translation>경보 목록이 최신이 아닙니다: 빠진 변경이 있어 전체 목록을 다시 받고 있습니다.</translation>
    </message>
    <message>
        <source>{span} behind the engine&apos;s</source>
        <translation>서버보다 {span} 느립니다</translation>
    </message>
    <message>
        <source>{span} ahead of the engine&apos;s</source>
        <translation>서버보다 {span} 빠릅니다</translation>
    </message>
    <message>
        <source>The clock of this computer is {which}: ages and countdowns on this screen are off by as much. Set the clock; acts are recorded in the engine&apos;s time.</source>
        <translation>이 컴퓨터의 시계가 {which}. 이 화면의 경과 시간과 남은 시간이 그만큼 어긋납니다. 시계를 맞추십시오. 조작은 서버 시각으로 기록됩니다.</translation>
    </message>
    <message>
        <source>The engine cannot write its database: new reports wait at the devices and are not confirmed. Check the disk (space, permissions); the engine tries again by itself.</source>
        <translation>서버가 데이터베이스에 기록하지 못합니다: 새 신고는 장치에서 대기하며 수신 확인되지 않습니다. 디스크(용량·권한)를 점검하십시오. 서버가 스스로 다시 시도합니다.</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Local only: {count}</source>
        <translation>미전송 조작 {count}건</translation>
    </message>
    <message>
        <source>{count} unacknowledged</source>
        <translation>미확인 {count}건</translation>
    </message>
    <message>
        <source>Engine: connecting</source>
        <translation>서버: 연결 중</translation>
    </message>
    <message>
        <source>Engine: connected</source>
        <translation>서버: 연결됨</translation>
    </message>
    <message>
        <source>Engine: connecting {age}</source>
        <translation>서버: 연결 중 {age}</translation>
    </message>
    <message>
        <source>Engine: no answer for {age}</source>
        <translation>서버: 응답 없음 {age}</translation>
    </message>
    <message>
        <source>Engine: away for {age}</source>
        <translation>서버: 끊김 {age}</translation>
    </message>
    <message>
        <source>Engine: unknown</source>
        <translation>서버: 알 수 없음</translation>
    </message>
    <message>
        <source>Database: unknown</source>
        <translation>데이터베이스: 알 수 없음</translation>
    </message>
    <message>
        <source>Database: fault</source>
        <translation>데이터베이스: 장애</translation>
    </message>
    <message>
        <source>Database: ok</source>
        <translation>데이터베이스: 정상</translation>
    </message>
    <message>
        <source>Cameras live {live}/{shown}</source>
        <translation>실시간 영상 {live}/{shown}</translation>
    </message>
    <message>
        <source>{cameras}, background: key frames</source>
        <translation>{cameras}, 배경 영상: 키 프레임만</translation>
    </message>
    <message>
        <source>{cameras}, background: slower</source>
        <translation>{cameras}, 배경 영상: 느리게</translation>
    </message>
    <message>
        <source>Devices: unknown</source>
        <translation>장치: 알 수 없음</translation>
    </message>
    <message>
        <source>Devices up {up}, silent {silent}, unknown {unknown}</source>
        <translation>장치 정상 {up}, 무응답 {silent}, 상태 모름 {unknown}</translation>
    </message>
    <message>
        <source>Shelved: unknown</source>
        <translation>보류: 모름</translation>
    </message>
    <message>
        <source>Shelved {count}</source>
        <translation>보류 {count}</translation>
    </message>
    <message>
        <source>rules {count}</source>
        <translation>억제 규칙 {count}</translation>
    </message>
    <message>
        <source>to approve {count}</source>
        <translation>승인 대기 {count}</translation>
    </message>
    <message>
        <source>out of service {count}</source>
        <translation>사용 중지 {count}</translation>
    </message>
    <message>
        <source>stale {count}</source>
        <translation>장기 미처리 {count}</translation>
    </message>
    <message>
        <source>noisy {count}</source>
        <translation>잦은 경보 {count}</translation>
    </message>
</context>
<context>
    <name>StepsForm</name>
    <message>
        <source>This step has its mark already.</source>
        <translation>이미 표시한 절차입니다.</translation>
    </message>
    <message>
        <source>Why is step {number} skipped? Enter</source>
        <translation>{number}번을 건너뛰는 까닭은? Enter</translation>
    </message>
    <message>
        <source>At priority 1 a skipped step needs a reason.</source>
        <translation>1순위에서는 건너뛰는 까닭이 필요합니다.</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>절차</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>까닭</translation>
    </message>
    <message>
        <source>A number or Enter ticks, − skips with a reason, Esc ends.</source>
        <translation>번호나 Enter로 표시, −는 까닭과 함께 건너뛰기, Esc로 마침.</translation>
    </message>
</context>
<context>
    <name>SupervisorPanel</name>
    <message>
        <source>Supervisor</source>
        <translation>책임자</translation>
    </message>
    <message>
        <source>Changes count at once, at every seat, and can be taken back.</source>
        <translation>변경은 모든 좌석에 바로 적용되며 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Answer times</source>
        <translation>응답 시간</translation>
    </message>
    <message>
        <source>False alerts</source>
        <translation>오경보</translation>
    </message>
    <message>
        <source>Alert types</source>
        <translation>경보 유형</translation>
    </message>
    <message>
        <source>Intervals</source>
        <translation>시간 간격</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>응답 기준</translation>
    </message>
    <message>
        <source>Agencies</source>
        <translation>기관</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>변경 이력</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Sound on</source>
        <translation>경보음 켜짐</translation>
    </message>
    <message>
        <source>No sound</source>
        <translation>소리 없음</translation>
    </message>
    <message>
        <source>Silent for {seconds} s</source>
        <translation>경보음 꺼짐 {seconds}초</translation>
    </message>
    <message>
        <source>Sound on  M</source>
        <translation>경보음 켜기  M</translation>
    </message>
    <message>
        <source>Silence  M</source>
        <translation>경보음 끄기  M</translation>
    </message>
    <message>
        <source>{operator} · {seat} · {role}</source>
        <translation>{operator} · {seat} · {role}</translation>
    </message>
    <message>
        <source>Every act here goes on record as {operator} at seat {seat}. The seat is proven by its key, the name is only what this seat&apos;s settings say: nobody logs in. Lock the computer when you leave it; for another person start the console under that name.</source>
        <translation>이 화면의 모든 조치는 {seat} 좌석의 {operator} 이름으로 기록됩니다. 좌석은 키로 증명되지만 이름은 이 좌석의 설정에 적힌 것일 뿐, 로그인 절차가 없습니다. 자리를 비울 때는 컴퓨터를 잠그고, 다른 사람이 근무할 때는 그 이름으로 콘솔을 다시 시작하십시오.</translation>
    </message>
    <message>
        <source>not registered here</source>
        <translation>이 좌석 미등록</translation>
    </message>
    <message>
        <source>role not known yet</source>
        <translation>역할 확인 전</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>관제원</translation>
    </message>
    <message>
        <source>supervisor</source>
        <translation>책임자</translation>
    </message>
    <message>
        <source>Sunra</source>
        <translation>순라</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>화면 분할</translation>
    </message>
    <message>
        <source>Keys  ?</source>
        <translation>단축키  ?</translation>
    </message>
    <message>
        <source>{count} pictures (Ctrl+{key})</source>
        <translation>{count}분할 화면 (Ctrl+{key})</translation>
    </message>
    <message>
        <source>All layouts, 1 to 64 pictures (W: the next)</source>
        <translation>모든 화면 분할, 영상 1~64개 (W: 다음)</translation>
    </message>
</context>
<context>
    <name>Turning</name>
    <message>
        <source>The camera has no stored views.</source>
        <translation>카메라에 저장된 프리셋이 없습니다.</translation>
    </message>
    <message>
        <source>Views: {names}   Esc leaves</source>
        <translation>프리셋: {names}   Esc 닫기</translation>
    </message>
    <message>
        <source>the alert</source>
        <translation>경보 확인</translation>
    </message>
    <message>
        <source>search for a person</source>
        <translation>사람 찾기</translation>
    </message>
    <message>
        <source>request of another office</source>
        <translation>타 기관 요청</translation>
    </message>
    <message>
        <source>check of the camera</source>
        <translation>카메라 점검</translation>
    </message>
    <message>
        <source>For what is {camera} turned?  {choices}   Esc leaves</source>
        <translation>{camera} 회전 목적?  {choices}   Esc 취소</translation>
    </message>
    <message>
        <source>On record. Ctrl and the arrows turn {camera}</source>
        <translation>기록했습니다. Ctrl+화살표로 {camera} 회전</translation>
    </message>
    <message>
        <source>The camera on the spot cannot be turned.</source>
        <translation>스팟의 카메라는 회전할 수 없습니다.</translation>
    </message>
    <message>
        <source>This console has no part that turns cameras.</source>
        <translation>이 콘솔에는 카메라를 회전하는 기능이 없습니다.</translation>
    </message>
    <message>
        <source>The camera is being asked for its views; try again.</source>
        <translation>카메라에 프리셋을 묻는 중입니다. 다시 시도하십시오.</translation>
    </message>
    <message>
        <source>The camera cannot be turned: {reason}</source>
        <translation>카메라를 회전할 수 없습니다: {reason}</translation>
    </message>
</context>
<context>
    <name>TypeForm</name>
    <message>
        <source>Class</source>
        <translation>등급</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>우선순위</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>경보음</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>응답 기준</translation>
    </message>
    <message>
        <source>Suggested agency</source>
        <translation>제안 기관</translation>
    </message>
    <message>
        <source>Code of 112</source>
        <translation>112 코드</translation>
    </message>
    <message>
        <source>Makes an alert</source>
        <translation>경보 발생</translation>
    </message>
    <message>
        <source>Time to respond (s)</source>
        <translation>응답 시간(초)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>조치 안내</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>원인</translation>
    </message>
    <message>
        <source>Consequence</source>
        <translation>예상 결과</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>절차</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>한국어</translation>
    </message>
    <message>
        <source>English</source>
        <translation>영어</translation>
    </message>
    <message>
        <source>Add a step</source>
        <translation>절차 추가</translation>
    </message>
    <message>
        <source>Remove the step</source>
        <translation>절차 삭제</translation>
    </message>
</context>
<context>
    <name>TypePage</name>
    <message>
        <source>edited, not saved</source>
        <translation>수정됨, 저장 전</translation>
    </message>
    <message>
        <source>changed by this site</source>
        <translation>현장에서 변경함</translation>
    </message>
    <message>
        <source>as shipped</source>
        <translation>초기값</translation>
    </message>
    <message>
        <source>Search a type</source>
        <translation>유형 검색</translation>
    </message>
    <message>
        <source>Alert types</source>
        <translation>경보 유형</translation>
    </message>
</context>
<context>
    <name>Types</name>
    <message>
        <source>Life-safety</source>
        <translation>인명</translation>
    </message>
    <message>
        <source>Camera analytics</source>
        <translation>영상 분석</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>현장</translation>
    </message>
    <message>
        <source>Technical</source>
        <translation>기술</translation>
    </message>
    <message>
        <source>Unclassified</source>
        <translation>미분류</translation>
    </message>
    <message>
        <source>urgent sound</source>
        <translation>긴급음</translation>
    </message>
    <message>
        <source>medium sound</source>
        <translation>중간음</translation>
    </message>
    <message>
        <source>low sound</source>
        <translation>낮은음</translation>
    </message>
    <message>
        <source>take the spot</source>
        <translation>집중 화면</translation>
    </message>
    <message>
        <source>mark the picture</source>
        <translation>화면에 표시</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Facility office</source>
        <translation>시설 관리소</translation>
    </message>
    <message>
        <source>Health centre</source>
        <translation>보건소</translation>
    </message>
    <message>
        <source>Welfare office</source>
        <translation>복지 부서</translation>
    </message>
    <message>
        <source>Neighbouring district</source>
        <translation>인접 자치구</translation>
    </message>
    <message>
        <source>Lone worker, SOS</source>
        <translation>단독 근무·긴급신고</translation>
    </message>
    <message>
        <source>Hold-up, violence</source>
        <translation>폭력·위협</translation>
    </message>
    <message>
        <source>Other alerts</source>
        <translation>기타 경보</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>통화</translation>
    </message>
    <message>
        <source>Processing</source>
        <translation>처리</translation>
    </message>
    <message>
        <source>Alert type {name}</source>
        <translation>경보 유형 {name}</translation>
    </message>
    <message>
        <source>Interval: {name}</source>
        <translation>시간 간격: {name}</translation>
    </message>
    <message>
        <source>Promise: {name}</source>
        <translation>응답 기준: {name}</translation>
    </message>
    <message>
        <source>Agency: {name}</source>
        <translation>기관: {name}</translation>
    </message>
    <message>
        <source>back to version {name}</source>
        <translation>버전 {name}(으)로 되돌림</translation>
    </message>
    <message>
        <source>Idle claim ends after (s)</source>
        <translation>조치 없는 담당 해제(초)</translation>
    </message>
    <message>
        <source>Acknowledgement ends after (s)</source>
        <translation>확인 만료(초)</translation>
    </message>
    <message>
        <source>First escalation after (s)</source>
        <translation>1차 상신(초)</translation>
    </message>
    <message>
        <source>Second escalation after (s)</source>
        <translation>2차 상신(초)</translation>
    </message>
    <message>
        <source>Re-trigger guard (s)</source>
        <translation>재발생 표시 시간(초)</translation>
    </message>
    <message>
        <source>Flood begins above (alerts in 10 min)</source>
        <translation>폭주 시작 기준(10분 건수 초과)</translation>
    </message>
    <message>
        <source>Flood ends below (alerts in 10 min)</source>
        <translation>폭주 종료 기준(10분 건수 미만)</translation>
    </message>
    <message>
        <source>Stale after (hours)</source>
        <translation>장기 미처리 기준(시간)</translation>
    </message>
    <message>
        <source>Longest shelf (hours)</source>
        <translation>최장 보류(시간)</translation>
    </message>
    <message>
        <source>First shift begins at (hour)</source>
        <translation>첫 근무조 시작(시)</translation>
    </message>
    <message>
        <source>Length of a shift (hours)</source>
        <translation>근무조 길이(시간)</translation>
    </message>
    <message>
        <source>Clock of the shifts, ahead of UTC (min)</source>
        <translation>근무조 시계, UTC보다 빠름(분)</translation>
    </message>
</context>
<context>
    <name>ValuePage</name>
    <message>
        <source>The chosen row is saved. Other rows edited and not saved: {count}</source>
        <translation>선택한 행만 저장됩니다. 저장 전인 다른 행: {count}</translation>
    </message>
</context>
<context>
    <name>Values</name>
    <message>
        <source>Interval</source>
        <translation>간격</translation>
    </message>
    <message>
        <source>From, to</source>
        <translation>범위</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>응답 기준</translation>
    </message>
    <message>
        <source>Share in % ≤ seconds, rising</source>
        <translation>비율 % ≤ 초, 커지는 순서</translation>
    </message>
    <message>
        <source>Agency</source>
        <translation>기관</translation>
    </message>
    <message>
        <source>Name in Korean</source>
        <translation>한국어 이름</translation>
    </message>
    <message>
        <source>Name in English</source>
        <translation>영어 이름</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>전화</translation>
    </message>
    <message>
        <source>Other channel</source>
        <translation>다른 연락 수단</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>운영 시간</translation>
    </message>
</context>
<context>
    <name>VersionPage</name>
    <message>
        <source>as shipped</source>
        <translation>초기값</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>When</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>담당자</translation>
    </message>
    <message>
        <source>What</source>
        <translation>변경 대상</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>사유</translation>
    </message>
    <message>
        <source>Why it is changed back (needed)</source>
        <translation>되돌리는 사유 (필수)</translation>
    </message>
    <message>
        <source>Go back to this version</source>
        <translation>이 버전으로 되돌리기</translation>
    </message>
</context>
<context>
    <name>VideoWall</name>
    <message>
        <source>Video wall</source>
        <translation>영상 화면</translation>
    </message>
    <message>
        <source>Live pictures. Arrow keys move, Enter shows a camera in the spot tile.</source>
        <translation>실시간 영상. 화살표로 이동하고 Enter로 집중 화면에 표시합니다.</translation>
    </message>
    <message>
        <source>SPOT</source>
        <translation>집중</translation>
    </message>
    <message>
        <source>box from {0}</source>
        <translation>{0}의 분석 상자</translation>
    </message>
    <message>
        <source>turning</source>
        <translation>회전 중</translation>
    </message>
    <message>
        <source>not at home view, returns in {0}</source>
        <translation>기본 위치 아님, {0} 뒤 복귀</translation>
    </message>
    <message>
        <source>near the alert</source>
        <translation>경보 인근</translation>
    </message>
    <message>
        <source>near alert {0} m</source>
        <translation>경보 인근 {0} m</translation>
    </message>
    <message>
        <source>{0} px/m: {1}</source>
        <translation>{0} px/m: {1}</translation>
    </message>
    <message>
        <source>{0} ms</source>
        <translation>{0} ms</translation>
    </message>
    <message>
        <source>{0} ago</source>
        <translation>{0} 전</translation>
    </message>
    <message>
        <source>MASK LIFTED {0} s</source>
        <translation>마스크 해제 {0}초</translation>
    </message>
    <message>
        <source>sub stream until main comes</source>
        <translation>주 영상 대기, 보조 영상</translation>
    </message>
    <message>
        <source>damaged: data lost on the way</source>
        <translation>영상 손상: 전송 중 데이터 유실</translation>
    </message>
    <message>
        <source>camera clock {0}</source>
        <translation>카메라 시계 {0}</translation>
    </message>
    <message>
        <source>main stream</source>
        <translation>고화질</translation>
    </message>
    <message>
        <source>sub stream</source>
        <translation>저화질</translation>
    </message>
    <message>
        <source>{0} at {1} m</source>
        <translation>{1} m에서 {0}</translation>
    </message>
    <message>
        <source>latency {0}</source>
        <translation>지연 {0}</translation>
    </message>
    <message>
        <source>privacy mask</source>
        <translation>사생활 마스크</translation>
    </message>
    <message>
        <source>decoded in software</source>
        <translation>소프트웨어 디코딩</translation>
    </message>
    <message>
        <source>decoded by {0}</source>
        <translation>{0} 디코딩</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0}초</translation>
    </message>
    <message>
        <source>{0} min {1:02d} s</source>
        <translation>{0}분 {1:02d}초</translation>
    </message>
    <message>
        <source>{0} h {1:02d} min</source>
        <translation>{0}시간 {1:02d}분</translation>
    </message>
    <message>
        <source>slower: processor busy</source>
        <translation>느리게: 처리 능력 부족</translation>
    </message>
    <message>
        <source>key frames only: processor busy</source>
        <translation>키 프레임만: 처리 능력 부족</translation>
    </message>
    <message>
        <source>Processor busy: slower, except the spot</source>
        <translation>처리 능력 부족: 집중 화면 외 느림</translation>
    </message>
    <message>
        <source>Processor busy: key frames only, except the spot</source>
        <translation>처리 능력 부족: 집중 화면 외 키 프레임만</translation>
    </message>
    <message>
        <source>No stream configured</source>
        <translation>영상 주소가 설정되지 않음</translation>
    </message>
    <message>
        <source>{0}: no longer in the list of cameras</source>
        <translation>{0}: 카메라 목록에서 빠짐</translation>
    </message>
    <message>
        <source>Delete frees this place</source>
        <translation>Delete 키로 이 자리를 비움</translation>
    </message>
    <message>
        <source>No camera assigned</source>
        <translation>지정된 카메라 없음</translation>
    </message>
    <message>
        <source>No camera chosen</source>
        <translation>선택한 카메라 없음</translation>
    </message>
    <message>
        <source>Opening the replay</source>
        <translation>다시 보기 여는 중</translation>
    </message>
    <message>
        <source>NO REPLAY</source>
        <translation>다시 보기 없음</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>시작 전</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>연결 중</translation>
    </message>
    <message>
        <source>FROZEN for {0}</source>
        <translation>화면 멈춤 {0}</translation>
    </message>
    <message>
        <source>NO PICTURE</source>
        <translation>영상 없음</translation>
    </message>
    <message>
        <source>LATE: no new picture for {0}</source>
        <translation>지연: {0}째 새 영상 없음</translation>
    </message>
    <message>
        <source>NO NEW PICTURE for {0}</source>
        <translation>{0}째 새 영상 없음</translation>
    </message>
    <message>
        <source>Waiting for the camera</source>
        <translation>카메라 응답 대기</translation>
    </message>
    <message>
        <source>Reconnecting, attempt {0}</source>
        <translation>다시 연결 중, {0}번째</translation>
    </message>
    <message>
        <source>Reconnecting, attempt {0} in {1} s</source>
        <translation>{1}초 뒤 다시 연결, {0}번째</translation>
    </message>
    <message>
        <source>no stream configured</source>
        <translation>영상 주소가 설정되지 않음</translation>
    </message>
    <message>
        <source>the stream can not be decoded</source>
        <translation>영상을 디코딩할 수 없음</translation>
    </message>
    <message>
        <source>data arrives, but no picture</source>
        <translation>데이터는 오지만 영상이 없음</translation>
    </message>
    <message>
        <source>the camera sends the same picture</source>
        <translation>카메라가 같은 영상을 계속 보냄</translation>
    </message>
    <message>
        <source>the stream&apos;s address is of no known kind (rtsp://, ...)</source>
        <translation>영상 주소가 알려진 형식이 아님 (rtsp:// 등)</translation>
    </message>
    <message>
        <source>connection lost: {0}</source>
        <translation>연결 끊김: {0}</translation>
    </message>
    <message>
        <source>the camera refuses: {0}</source>
        <translation>카메라가 거부합니다: {0}</translation>
    </message>
    <message>
        <source>there is no clip: {0}</source>
        <translation>클립이 없음: {0}</translation>
    </message>
    <message>
        <source>the file is there already: {0}</source>
        <translation>파일이 이미 있음: {0}</translation>
    </message>
    <message>
        <source>the folder does not exist: {0}</source>
        <translation>폴더가 없음: {0}</translation>
    </message>
    <message>
        <source>the address answers with a web page, not with video</source>
        <translation>이 주소는 영상이 아니라 웹 페이지를 보냄</translation>
    </message>
    <message>
        <source>the end of the clip lies too far ahead (5 minutes at most)</source>
        <translation>클립의 끝이 너무 뒤임 (최대 5분 뒤까지)</translation>
    </message>
    <message>
        <source>connected, but no picture</source>
        <translation>연결되었으나 영상이 오지 않음</translation>
    </message>
    <message>
        <source>this program&apos;s FFmpeg can not receive streams of this kind</source>
        <translation>이 프로그램의 FFmpeg는 이런 종류의 영상을 받지 못함</translation>
    </message>
    <message>
        <source>the stream&apos;s address has no valid host and port</source>
        <translation>영상 주소의 호스트나 포트가 올바르지 않음</translation>
    </message>
    <message>
        <source>nothing is received at this address</source>
        <translation>이 주소에서 아무것도 수신되지 않음</translation>
    </message>
    <message>
        <source>no shared memory left for another picture</source>
        <translation>영상에 쓸 공유 메모리 부족</translation>
    </message>
    <message>
        <source>the camera closed the connection</source>
        <translation>카메라가 연결을 닫음</translation>
    </message>
    <message>
        <source>the camera breaks the connection off</source>
        <translation>카메라가 연결을 끊음</translation>
    </message>
    <message>
        <source>the camera does not answer</source>
        <translation>카메라가 응답하지 않음</translation>
    </message>
    <message>
        <source>the camera refuses the login</source>
        <translation>카메라가 로그인을 거부함</translation>
    </message>
    <message>
        <source>the camera refuses the connection</source>
        <translation>카메라가 연결을 거부함</translation>
    </message>
    <message>
        <source>the camera refuses the request</source>
        <translation>카메라가 요청을 거부함</translation>
    </message>
    <message>
        <source>the camera has no such stream</source>
        <translation>카메라에 해당 영상이 없음</translation>
    </message>
    <message>
        <source>the camera reports an error of its own</source>
        <translation>카메라가 자체 오류를 알림</translation>
    </message>
    <message>
        <source>the camera&apos;s answer is not video</source>
        <translation>카메라의 응답이 영상이 아님</translation>
    </message>
    <message>
        <source>the camera&apos;s answer is not RTSP over TLS</source>
        <translation>카메라의 응답이 TLS RTSP가 아님</translation>
    </message>
    <message>
        <source>the camera&apos;s host name is not known here</source>
        <translation>카메라의 호스트 이름을 찾을 수 없음</translation>
    </message>
    <message>
        <source>the camera can not be reached in the network</source>
        <translation>네트워크에서 카메라에 연결할 수 없음</translation>
    </message>
    <message>
        <source>the camera sends neither over TCP nor over UDP</source>
        <translation>카메라가 TCP로도 UDP로도 보내지 않음</translation>
    </message>
    <message>
        <source>the camera sends something that can not be read</source>
        <translation>카메라가 읽을 수 없는 것을 보냄</translation>
    </message>
    <message>
        <source>the address answers as a web server, not as a camera</source>
        <translation>이 주소는 카메라가 아니라 웹 서버로 응답함</translation>
    </message>
    <message>
        <source>the address answers, but not in RTSP</source>
        <translation>이 주소는 RTSP로 응답하지 않음</translation>
    </message>
    <message>
        <source>the address answers, but not with video</source>
        <translation>이 주소의 응답이 영상이 아님</translation>
    </message>
    <message>
        <source>the address refers to another that gives no video</source>
        <translation>이 주소가 가리키는 다른 주소에도 영상이 없음</translation>
    </message>
    <message>
        <source>the camera refers to other addresses without end</source>
        <translation>카메라가 다른 주소로 끝없이 넘김</translation>
    </message>
    <message>
        <source>an MP4 file can not hold pictures of this kind</source>
        <translation>이 형식의 영상은 MP4 파일로 저장할 수 없음</translation>
    </message>
    <message>
        <source>the stream holds no video</source>
        <translation>스트림에 영상이 없음</translation>
    </message>
    <message>
        <source>the video worker is starting again</source>
        <translation>영상 처리 프로세스를 다시 시작하는 중</translation>
    </message>
    <message>
        <source>no data from the camera</source>
        <translation>카메라에서 데이터가 오지 않음</translation>
    </message>
    <message>
        <source>the camera asks for a kind of login that is not known here</source>
        <translation>카메라가 지원하지 않는 로그인 방식을 요구함</translation>
    </message>
    <message>
        <source>the camera is asked too often</source>
        <translation>카메라가 요청이 너무 잦다고 거부함</translation>
    </message>
    <message>
        <source>SRT can not be received: enter the camera&apos;s rtsp:// address</source>
        <translation>SRT는 받을 수 없음: 카메라의 rtsp:// 주소를 등록하세요</translation>
    </message>
    <message>
        <source>the camera can not be reached</source>
        <translation>카메라에 연결할 수 없습니다</translation>
    </message>
    <message>
        <source>the camera asks for a login</source>
        <translation>카메라가 로그인을 요구합니다</translation>
    </message>
    <message>
        <source>the camera refuses</source>
        <translation>카메라가 거부합니다</translation>
    </message>
    <message>
        <source>there is no ONVIF service at this address</source>
        <translation>이 주소에 ONVIF 서비스가 없습니다</translation>
    </message>
    <message>
        <source>what answers at this address is no ONVIF camera</source>
        <translation>이 주소의 응답은 ONVIF 카메라가 아닙니다</translation>
    </message>
    <message>
        <source>the camera&apos;s answer is not what ONVIF says</source>
        <translation>카메라의 응답이 ONVIF 규격과 다릅니다</translation>
    </message>
    <message>
        <source>the camera can not be turned</source>
        <translation>회전할 수 없는 카메라입니다</translation>
    </message>
    <message>
        <source>the recording is of an unknown kind</source>
        <translation>알 수 없는 형식의 녹화입니다</translation>
    </message>
    <message>
        <source>the stream is of an unknown kind</source>
        <translation>알 수 없는 형식의 스트림입니다</translation>
    </message>
    <message>
        <source>the camera is not open</source>
        <translation>카메라가 열려 있지 않음</translation>
    </message>
    <message>
        <source>nothing was received in that time</source>
        <translation>그 시간에 수신된 영상이 없음</translation>
    </message>
    <message>
        <source>no picture came within 5 s</source>
        <translation>5초 안에 영상이 오지 않음</translation>
    </message>
    <message>
        <source>the newest picture can not be decoded</source>
        <translation>최신 영상을 디코딩할 수 없음</translation>
    </message>
    <message>
        <source>the recording can not be read</source>
        <translation>녹화를 읽을 수 없음</translation>
    </message>
    <message>
        <source>the recording holds no picture</source>
        <translation>녹화에 영상이 없음</translation>
    </message>
    <message>
        <source>the recording holds no video</source>
        <translation>녹화에 영상이 없음</translation>
    </message>
    <message>
        <source>no picture of the recording can be decoded</source>
        <translation>녹화의 영상을 하나도 해독할 수 없음</translation>
    </message>
    <message>
        <source>the end of the clip lies before its beginning</source>
        <translation>클립의 끝이 시작보다 앞섬</translation>
    </message>
    <message>
        <source>the video worker could not make the file</source>
        <translation>영상 처리기가 파일을 만들지 못함</translation>
    </message>
    <message>
        <source>the video worker ended, and with it what it had in memory</source>
        <translation>영상 처리기가 끝나 메모리의 영상이 사라짐</translation>
    </message>
    <message>
        <source>the video worker ended, and with it the recording in its memory</source>
        <translation>영상 처리기가 끝나 메모리의 녹화가 사라짐</translation>
    </message>
    <message>
        <source>the console was closed before the file was written</source>
        <translation>파일을 쓰기 전에 콘솔이 닫힘</translation>
    </message>
    <message>
        <source>from the sub stream, as the main stream gave no picture</source>
        <translation>주 영상이 없어 보조 영상에서 저장됨</translation>
    </message>
    <message>
        <source>REPLAY</source>
        <translation>다시 보기</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>멈춤</translation>
    </message>
    <message>
        <source>end</source>
        <translation>끝</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Unacknowledged</source>
        <translation>미확인</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>확인됨</translation>
    </message>
    <message>
        <source>New</source>
        <translation>신규</translation>
    </message>
    <message>
        <source>Claimed</source>
        <translation>담당 중</translation>
    </message>
    <message>
        <source>Dispatched</source>
        <translation>출동</translation>
    </message>
    <message>
        <source>On scene</source>
        <translation>현장 도착</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>종결</translation>
    </message>
    <message>
        <source>Still active</source>
        <translation>계속 중</translation>
    </message>
    <message>
        <source>Cleared</source>
        <translation>해소됨</translation>
    </message>
    <message>
        <source>In the queue</source>
        <translation>목록에 표시</translation>
    </message>
    <message>
        <source>Shelved</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>Suppressed</source>
        <translation>억제</translation>
    </message>
    <message>
        <source>Out of service</source>
        <translation>사용 중지</translation>
    </message>
    <message>
        <source>{state} until {until} · {by}: {reason}</source>
        <translation>{state}, {until}까지 · {by}: {reason}</translation>
    </message>
    <message>
        <source>Real event</source>
        <translation>실제상황</translation>
    </message>
    <message>
        <source>False: nuisance or fault</source>
        <translation>오경보(오작동)</translation>
    </message>
    <message>
        <source>False: malicious</source>
        <translation>허위신고</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>시험</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>중복</translation>
    </message>
    <message>
        <source>Unable to verify</source>
        <translation>확인불가</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>긴급</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>시급</translation>
    </message>
    <message>
        <source>Caution</source>
        <translation>주의</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>담당</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>담당 해제</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>확인</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>종결</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>인계</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>절차</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>상신</translation>
    </message>
    <message>
        <source>Send a team</source>
        <translation>팀 출동</translation>
    </message>
    <message>
        <source>Tell an agency</source>
        <translation>기관 통보</translation>
    </message>
    <message>
        <source>Report of a dispatch</source>
        <translation>출동 진행</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Split off</source>
        <translation>사건에서 분리</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>사건 묶기</translation>
    </message>
    <message>
        <source>Lift a privacy mask</source>
        <translation>사생활 마스크 해제</translation>
    </message>
    <message>
        <source>Put a privacy mask back</source>
        <translation>사생활 마스크 다시 적용</translation>
    </message>
    <message>
        <source>Save a snapshot</source>
        <translation>스냅샷 저장</translation>
    </message>
    <message>
        <source>Export a clip</source>
        <translation>클립 내보내기</translation>
    </message>
    <message>
        <source>Turn a camera</source>
        <translation>카메라 회전</translation>
    </message>
    <message>
        <source>Watch a replay</source>
        <translation>다시 보기</translation>
    </message>
    <message>
        <source>Shelve</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>Bring back from the shelf</source>
        <translation>보류 해제</translation>
    </message>
    <message>
        <source>Write a rule</source>
        <translation>억제 규칙 작성</translation>
    </message>
    <message>
        <source>Approve a rule</source>
        <translation>규칙 승인</translation>
    </message>
    <message>
        <source>End a rule</source>
        <translation>규칙 종료</translation>
    </message>
    <message>
        <source>Take out of service</source>
        <translation>사용 중지</translation>
    </message>
    <message>
        <source>Bring back into service</source>
        <translation>사용 재개</translation>
    </message>
    <message>
        <source>Change the rules</source>
        <translation>규칙 변경</translation>
    </message>
    <message>
        <source>Go back to older rules</source>
        <translation>이전 규칙으로 되돌리기</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>소리 끄기</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>소리 켜기</translation>
    </message>
    <message>
        <source>Ack&apos;d</source>
        <translation>확인됨</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days}일 {hours}시간</translation>
    </message>
</context>
</TS>
